import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { defaultSearchSettings, type SearchSettings } from '../../../server/src/configuration/searchSettings';
import type { Chunk } from '../../../server/src/search/chunk';
import { chunkingVersion } from '../../../server/src/search/chunking/chunkingVersion';
import { FileRules } from '../../../server/src/search/index/fileRules';
import { FrameLog } from '../../../server/src/search/index/frameLog';
import { Indexer } from '../../../server/src/search/index/indexer';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { RecordWriter } from '../../../server/src/search/index/records';
import { TermLog } from '../../../server/src/search/index/termLog';
import { judgePath, walk } from '../../../server/src/search/index/walk';
import { FilePreparer } from '../../../server/src/search/preparation/filePreparer';
import type { IndexedFile } from '../../../server/src/search/searchStore';
import { folderWith } from '../../support/program';
import { ReferenceTerms } from '../../support/referenceTerms';

/** A chunk a line. */
const byLine = (text: string): Chunk[] => {
  const chunks: Chunk[] = [];
  let start = 0;
  text.split('\n').forEach((line, index) => {
    const key = createHash('sha256').update(line).digest('hex').slice(0, 32);
    const end = start + line.length;
    if (line !== '')
      chunks.push({ key, headings: [], start, end, startLine: index + 1, endLine: index + 1, text: line });
    start = end + 1;
  });
  return chunks;
};

const open = (folder: string, terms = new ReferenceTerms()) =>
  LocalStore.open(folder, { terms, readText: async () => undefined });

const rulesOf = (root: string, settings: Partial<SearchSettings> = {}) =>
  new FileRules(root, { ...defaultSearchSettings, ...settings });

const indexer = (store: LocalStore, root: string) => new Indexer(store, rulesOf(root), new FilePreparer(root, byLine));

/** All that a store can be asked about where chunks lie. */
const contents = async (store: LocalStore) => {
  const files = [...(await store.files()).values()].map(({ path, contentHash, bytes, languageId }) => ({
    path,
    contentHash,
    bytes,
    languageId,
  }));
  const hits = await store.byTerms('a b c d e f g', 'bm25', 1000);
  const places = await store.places(hits.map(({ key }) => key));
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    hits,
    places: [...places].map(([key, found]) => [
      key,
      found.map(({ path, start, end, startLine }) => [path, start, end, startLine]),
    ]),
    state: await store.state(),
  };
};

describe('which files are indexed', () => {
  const root = folderWith({
    'a.md': 'a',
    'b.min.js': 'b',
    '.hidden.md': 'c',
    'node_modules/p/d.md': 'd',
    'docs/e.md': 'e',
    'docs/f.md': 'f',
    'docs/.surprisalignore': 'f.md\n',
    'big.txt': 'x'.repeat(200),
  });
  symlinkSync('..', join(root, 'docs', 'up'));
  symlinkSync('a.md', join(root, 'again.md'));
  const rules = rulesOf(root, { maxFileSize: 100 });

  it('are those that no rule leaves out, and each of the others has a reason', async () => {
    const leftOut = new Map<string, string>();
    const found = await walk(rules, { onLeftOut: (path, reason) => leftOut.set(path, reason) });
    assert.deepEqual(found.map(({ path }) => path).sort(), ['a.md', 'docs/e.md']);
    assert.deepEqual([...leftOut.keys()].sort(), [
      ...[
        '.hidden.md',
        'again.md',
        'b.min.js',
        'big.txt',
        'docs/.surprisalignore',
        'docs/f.md',
        'docs/up',
        'node_modules',
      ],
    ]);
    assert.match(leftOut.get('docs/f.md')!, /surprisalignore/);
    assert.match(leftOut.get('docs/up')!, /symbolic link/);
    assert.match(leftOut.get('big.txt')!, /200 bytes is over the limit of 100 bytes/);
  });

  it('are told one by one as the walk finds them', () => {
    assert.deepEqual(judgePath(rules, 'docs/e.md'), { ...judgePath(rules, 'docs/e.md'), path: 'docs/e.md', bytes: 1 });
    assert.match((judgePath(rules, 'docs/f.md') as { reason: string }).reason, /ignored/);
    assert.match((judgePath(rules, 'node_modules/p/d.md') as { reason: string }).reason, /it lies in node_modules/);
    assert.match((judgePath(rules, 'nowhere.md') as { reason: string }).reason, /no such file/);
  });

  it('are those that are included, where some are', async () => {
    const found = await walk(rulesOf(root, { include: ['docs/**'] }));
    assert.deepEqual(
      found.map(({ path }) => path),
      ['docs/e.md'],
    );
  });
});

describe('an index in a folder', () => {
  it('computes a chunk once, whatever file it comes to lie in', async () => {
    const root = folderWith({ 'a.md': 'a one\na two\n', 'b.md': 'b one\n' });
    const store = open(folderWith());
    const first = await indexer(store, root).run();
    assert.deepEqual({ ...first, seconds: 0 }, { files: 2, chunks: 3, computed: 3, kept: 0, deleted: 0, seconds: 0 });

    const again = await indexer(store, root).run();
    assert.deepEqual([again.computed, again.kept], [0, 3]);

    writeFileSync(join(root, 'a.md'), 'a one\na three\n');
    const edited = await indexer(store, root).run();
    assert.deepEqual([edited.computed, edited.kept, edited.deleted], [1, 2, 1]);

    renameSync(join(root, 'b.md'), join(root, 'c.md'));
    const moved = await indexer(store, root).run();
    assert.deepEqual([moved.computed, moved.kept, moved.deleted], [0, 3, 0]);
    assert.deepEqual([...(await store.files()).keys()].sort(), ['a.md', 'c.md']);

    // As a switch of branches does.
    writeFileSync(join(root, 'a.md'), 'a one\na two\n');
    const back = await indexer(store, root).run();
    // What comes back makes up for nothing that goes.
    assert.deepEqual([back.computed, back.kept, back.deleted], [0, 3, 1]);

    rmSync(join(root, 'c.md'));
    writeFileSync(join(root, 'a.md'), 'b one\n');
    const last = await indexer(store, root).run();
    assert.deepEqual([last.chunks, last.computed, last.kept, last.deleted], [1, 0, 1, 2]);
  });

  it('is not written anew by a run that changes nothing or little, however large it is', async () => {
    const lines = Array.from({ length: 60_000 }, (_, line) => `a ${line}`);
    const root = folderWith({ 'a.md': lines.join('\n'), 'b.md': 'b' });
    const folder = folderWith();
    await indexer(open(folder), root).run();
    const { ino, size } = statSync(join(folder, 'catalog'));
    assert.ok(size > 1_000_000, String(size));
    writeFileSync(join(root, 'b.md'), 'b two');
    const terms = new ReferenceTerms();
    terms.add(byLine([...lines, 'b'].join('\n')));
    await indexer(open(folder, terms), root).run();
    assert.equal(statSync(join(folder, 'catalog')).ino, ino);
  });

  it('does not read a file of the same size and time', async () => {
    const root = folderWith({ 'a.md': 'a one' });
    utimesSync(join(root, 'a.md'), 1000, 1000);
    const store = open(folderWith());
    await indexer(store, root).run();
    writeFileSync(join(root, 'a.md'), 'a two');
    utimesSync(join(root, 'a.md'), 1000, 1000);
    assert.equal((await indexer(store, root).run()).computed, 0);
  });

  it('reads anew what other rules have cut, where it lies and where it was moved', async () => {
    const root = folderWith({ 'a.md': 'a one\na two\n', 'b.md': 'b one\n' });
    const store = open(folderWith());
    await indexer(store, root).run();
    for (const [path, text] of [
      ['a.md', 'a one\na two'],
      ['b.md', 'b'],
    ] as const) {
      const file = (await store.files()).get(path)!;
      const whole = { ...byLine(path)[0]!, end: text.length, text };
      await store.putFile({ ...file, chunkingVersion: chunkingVersion - 1 }, [whole]);
    }
    await store.commit();
    renameSync(join(root, 'b.md'), join(root, 'c.md'));
    const { computed, chunks } = await indexer(store, root).run();
    const spans = (path: string) => store.chunksOf(path).map(({ start, end }) => [start, end]);
    assert.deepEqual(spans('a.md'), [
      [0, 5],
      [6, 11],
    ]);
    assert.deepEqual([spans('b.md'), spans('c.md')], [[], [[0, 5]]]);
    // What comes out as it was is known.
    assert.deepEqual([computed, chunks], [0, 3]);
    assert.equal((await indexer(store, root).run()).computed, 0);
  });

  it('reads anew what a catalog has from before the rules had a number', async () => {
    const root = folderWith({ 'a.md': 'a one\na two\n', 'b.md': 'a one\n' });
    const scratch = open(folderWith());
    await indexer(scratch, root).run();
    const folder = folderWith();
    const records = new RecordWriter();
    const [first] = byLine('a one');
    records.count(1);
    records.raw(Buffer.from(first!.key, 'hex'));
    records.count(0);
    const writeFile = ({ path, contentHash, bytes, modifiedMs, languageId }: IndexedFile) => {
      for (const text of [path, contentHash]) records.text(text);
      records.count(bytes);
      records.double(modifiedMs);
      records.text(languageId);
    };
    for (const [path, file] of await scratch.files()) {
      records.count(2);
      writeFile({ ...file, path: `old/${path}` });
      // One chunk, from 0 to 5, in the first line; a whole number is written as twice itself.
      for (const number of [1, 0, 0, 10, 2, 2]) records.count(number);
      records.count(4);
      records.text(`old/${path}`);
      writeFile(file);
    }
    new FrameLog(join(folder, 'catalog')).append(records.written());
    const terms = new ReferenceTerms();
    terms.add([first!]);
    const store = open(folder, terms);
    assert.deepEqual(
      store.chunksOf('a.md').map(({ start, end }) => [start, end]),
      [[0, 5]],
    );
    await indexer(store, root).run();
    assert.deepEqual(await contents(store), await contents(scratch));
    assert.deepEqual(await contents(open(folder, terms)), await contents(scratch));
  });

  it('leaves out binary files, and says so', async () => {
    const root = folderWith({ 'a.bin': new Uint8Array([65, 0, 66]), 'b.txt': new Uint8Array([65, 0xff, 66]) });
    const reasons = new Map<string, string>();
    const run = await indexer(open(folderWith()), root).run({ onLeftOut: (path, reason) => reasons.set(path, reason) });
    assert.equal(run.files, 0);
    assert.match(reasons.get('a.bin')!, /binary/);
    assert.match(reasons.get('b.txt')!, /UTF-8/);
  });

  it('filters by path, language and heading', async () => {
    const root = folderWith({ 'a.md': 'a word', 'src/b.ts': 'a other' });
    const store = open(folderWith());
    await indexer(store, root).run();
    const found = async (filter: object) => {
      const hits = await store.byTerms('a', 'bm25', 10, filter);
      return [...(await store.places(hits.map(({ key }) => key))).values()].flat().map(({ path }) => path);
    };
    assert.deepEqual(await found({ paths: ['src/**'] }), ['src/b.ts']);
    assert.deepEqual(await found({ paths: ['!src/**'] }), ['a.md']);
    assert.deepEqual(await found({ languages: ['typescript'] }), ['src/b.ts']);
    assert.deepEqual(await found({ heading: 'none' }), []);
  });

  it('is read again as it was, with a torn end cut off', async () => {
    const root = folderWith({ 'a.md': 'a one\na two\n' });
    const folder = folderWith();
    const terms = new ReferenceTerms();
    await indexer(open(folder, terms), root).run();
    const before = await contents(open(folder, terms));
    appendFileSync(join(folder, 'catalog'), new Uint8Array([200, 0, 0, 0, 1, 2, 3, 4, 5]));
    const store = open(folder, terms);
    assert.deepEqual(await contents(store), before);
    writeFileSync(join(root, 'b.md'), 'b new\n');
    await indexer(store, root).run();
    assert.deepEqual(await contents(open(folder, terms)), await contents(store));
    assert.equal((await store.state()).files, 2);
  });

  it('shows a reader nothing but whole commits, wherever the file is cut', async () => {
    const root = folderWith({ 'a.md': 'a one\n' });
    const folder = folderWith();
    const terms = new ReferenceTerms();
    const store = open(folder, terms);
    await indexer(store, root).run();
    const whole = readFileSync(join(folder, 'catalog')).length;
    writeFileSync(join(root, 'a.md'), 'a two\nb two\n');
    await indexer(store, root).run();
    const bytes = readFileSync(join(folder, 'catalog'));
    for (let length = whole; length <= bytes.length; length++) {
      const cut = folderWith({ catalog: bytes.subarray(0, length) });
      assert.equal((await open(cut, terms).state()).chunks, length < bytes.length ? 1 : 2);
    }
  });

  it('is seen by a reader after each commit, and when it was written anew', async () => {
    const root = folderWith({ 'a.md': 'a 0\n' });
    const folder = folderWith();
    const terms = new ReferenceTerms();
    const writer = open(folder, terms);
    const reader = open(folder, terms);
    for (let round = 0; round < 4; round++) {
      // More chunks than are kept unused: the catalog is written anew in the third round.
      writeFileSync(join(root, 'a.md'), Array.from({ length: 6000 }, (_, line) => `a ${round} ${line}`).join('\n'));
      await indexer(writer, root).run();
      await reader.refresh();
      assert.deepEqual(await reader.state(), await writer.state());
      assert.deepEqual(await contents(reader), await contents(writer));
    }
  });
});

type Step = {
  readonly kind: 'write' | 'delete' | 'move';
  readonly path: string;
  readonly to: string;
  readonly lines: readonly string[];
};

describe('an index that was kept up to date', () => {
  const path = fc.constantFrom('a.md', 'b.md', 'docs/c.md', 'docs/d.txt');
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('write', 'write', 'delete', 'move'),
    path,
    to: path,
    lines: fc.array(fc.constantFrom('a b', 'c', 'd e', 'f', 'g a', ''), { maxLength: 4 }),
  });

  it('equals one from scratch after any edits, moves and deletions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 5 }), async (rounds) => {
        const root = folderWith();
        const folder = folderWith();
        const terms = new ReferenceTerms();
        let store = open(folder, terms);
        for (const steps of rounds) {
          for (const { kind, path: name, to, lines } of steps) {
            const target = join(root, kind === 'move' ? to : name);
            mkdirSync(dirname(target), { recursive: true });
            if (kind === 'write') writeFileSync(target, lines.join('\n'));
            else if (kind === 'delete') rmSync(target, { force: true });
            else if (name !== to)
              try {
                renameSync(join(root, name), target);
              } catch {
                // There is no such file to move.
              }
          }
          await indexer(store, root).run();
          store = open(folder, terms);
        }
        const scratch = open(folderWith());
        await indexer(scratch, root).run();
        assert.deepEqual(await contents(store), await contents(scratch));
      }),
      { numRuns: 60 },
    );
  });

  it('that was damaged on the disk is whole after the next run', async () => {
    const colours = ['red', 'green', 'blue'];
    const line = (file: number) => `shared ${colours[file % 3]} ${'x'.repeat(file + 1)}\n`;
    const root = folderWith(Object.fromEntries(Array.from({ length: 30 }, (_, file) => [`f${file}.md`, line(file)])));
    const withTerms = (folder: string) =>
      LocalStore.open(folder, {
        terms: TermLog.open(folder, defaultSearchSettings),
        readText: async () => undefined,
      });
    const folder = folderWith();
    const written = withTerms(folder);
    await indexer(written, root).run();
    writeFileSync(join(root, 'f30.md'), line(30));
    await indexer(written, root).run();
    await written.close();
    const answers = (store: LocalStore) =>
      Promise.all(['shared red', 'blue', 'x'.repeat(31)].map((query) => store.byTerms(query, 'bm25', 50)));
    const expected = await answers(written);
    assert.deepEqual(
      expected.map(({ length }) => length),
      [31, 10, 1],
    );
    for (const name of ['terms', 'catalog']) {
      const path = join(folder, name);
      const bytes = readFileSync(path);
      for (let at = 16; at < bytes.length; at += 1 + (bytes.length >> 5)) {
        const damaged = Buffer.from(bytes);
        damaged[at]! ^= 255;
        writeFileSync(path, damaged);
        const store = withTerms(folder);
        await indexer(store, root).run();
        assert.deepEqual(await answers(store), expected, `${name} at ${at}`);
        await store.close();
        assert.deepEqual(await answers(withTerms(folder)), expected);
        writeFileSync(path, bytes);
      }
    }
  });
});
