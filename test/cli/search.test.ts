import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { cleanEnvironment, folderWith, messages, programPath, records, surprisal } from '../support/program';

interface Hit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly snippet: string;
  readonly headings: readonly string[];
  readonly marked: { readonly start: number; readonly end: number };
}

const workspace = () =>
  folderWith({
    'docs/locks.md': '# Locks\n\nAn index has one writer. A lock that was left is taken over.\n',
    'docs/tea.md': '# Tea\n\nPour hot water on the leaves.\n',
    'src/water.ts': '// Boils water.\nexport const boil = () => 100;\n',
  });

describe('surprisal search', () => {
  const root = workspace();
  const index = folderWith();
  const search = (...parameters: string[]) => surprisal(['search', '--index', index, ...parameters], { cwd: root });

  it('indexes a folder that has no index first, and says so', () => {
    const run = search('stale lock');
    assert.equal(run.code, 0);
    assert.match(run.stderr, /no index of this folder yet; indexing it first/);
    assert.match(run.stdout, /^docs\/locks\.md:3 Locks\n/);
    assert.match(run.stdout, / {2}3 \| An index has one writer\. A lock that was left is taken over\.\n/);
    assert.deepEqual(messages(search('lock')), []);
  });

  it('gives places, headings and the best sentence to programs', () => {
    const [hit] = records<Hit>(search('--format', 'jsonl', 'lock left'));
    assert.equal(hit!.path, 'docs/locks.md');
    assert.deepEqual([hit!.start, hit!.startLine, hit!.headings], [0, 1, ['Locks']]);
    assert.equal(hit!.snippet.slice(hit!.marked.start, hit!.marked.end).trim(), 'A lock that was left is taken over.');
  });

  it('keeps to a path, a language and a heading', () => {
    const paths = (...parameters: string[]) =>
      records<Hit>(search('--format', 'jsonl', ...parameters, 'water'))
        .map(({ path }) => path)
        .sort();
    assert.deepEqual(paths(), ['docs/tea.md', 'src/water.ts']);
    assert.deepEqual(paths('--path', 'docs/**'), ['docs/tea.md']);
    assert.deepEqual(paths('--path', '!docs/**'), ['src/water.ts']);
    assert.deepEqual(paths('--language', 'typescript'), ['src/water.ts']);
    assert.deepEqual(paths('--heading', 'tea'), ['docs/tea.md']);
    assert.deepEqual(paths('--limit', '1').length, 1);
    const asked = (query: string) => records<Hit>(search('--format', 'jsonl', query)).map(({ path }) => path);
    assert.deepEqual(asked('water lang:typescript'), ['src/water.ts']);
    assert.deepEqual(asked('water -leaves'), ['src/water.ts']);
    assert.deepEqual(asked('"hot water"'), ['docs/tea.md']);
    assert.deepEqual(paths('--path', 'docs/**', '--language', 'typescript'), []);
  });

  it('names only the files that a filter lets through, of those that hold the same passage', () => {
    const twice = folderWith({ 'a/x.md': 'The same passage.\n', 'b/x.md': 'The same passage.\n' });
    const paths = (...parameters: string[]) =>
      records<Hit>(
        surprisal(['search', '--format', 'jsonl', '--index', join(twice, '.index'), ...parameters, 'passage'], {
          cwd: twice,
        }),
      ).map(({ path }) => path);
    assert.deepEqual(paths(), ['a/x.md', 'b/x.md']);
    assert.deepEqual(paths('--path', 'b/**'), ['b/x.md']);
  });

  it('finds a phrase in a passage however many others rank before it', () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, file) => [`f${file}.md`, `Gate red, red gate number ${file}: red.\n`]),
    );
    const many = folderWith({
      ...files,
      'wanted.md': `A red gate-keeper opened one ${'of many doors '.repeat(20)}; red gates.\n`,
    });
    const paths = (...parameters: string[]) =>
      records<Hit>(
        surprisal(['search', '--format', 'jsonl', '--index', folderWith(), '--limit', '1', ...parameters], {
          cwd: many,
        }),
      ).map(({ path }) => path);
    assert.notDeepEqual(paths('red gate'), ['wanted.md']);
    assert.deepEqual(paths('"red gates"'), ['wanted.md']);
    assert.deepEqual(paths('red gate -number'), ['wanted.md']);
    assert.deepEqual(paths('"gate red gate"'), []);
  });

  it('finds passages like the one at a line', () => {
    const files = {
      'a.md': '# Kettles\n\nBoil the water in a kettle.\n\n# Locks\n\nA lock is left by a process.\n',
      'b.md': 'Water boils at a hundred degrees in any kettle.\n',
      'c.md': 'A process that was killed left its lock.\n',
      'd.md': 'Nothing of all this.\n',
    };
    const alike = folderWith(files);
    const similar = (...parameters: string[]) =>
      surprisal(['search', '--format', 'jsonl', '--index', join(alike, '.index'), ...parameters], { cwd: alike });
    const paths = (place: string) => records<Hit>(similar('--similar', place)).map(({ path }) => path);
    assert.equal(paths('a.md:3')[0], 'b.md');
    assert.equal(paths('a.md:7:2')[0], 'c.md');
    assert.equal(paths('c.md:99')[0], 'a.md');
    assert.ok(!paths('b.md:1').includes('b.md'));
    for (const [parameters, message] of [
      [['--similar', 'a.md'], /it takes a file and a line, like docs\/a\.md:12/],
      [['--similar', 'none.md:1'], /none\.md: the index has no passage of it/],
      [
        ['--similar', 'a.md:1', 'kettle'],
        /a query, or in place of one --similar FILE:LINE, or --word WORD with --sense TEXT/,
      ],
      [[], /a query, or in place of one --similar FILE:LINE, or --word WORD with --sense TEXT/],
    ] as const) {
      const run = similar(...parameters);
      assert.equal(run.code, 2);
      assert.match(run.stderr, message);
      assert.equal(messages(run).length, 1);
    }
  });

  it('sees what has changed since, unless it is told not to look', () => {
    writeFileSync(join(root, 'new.md'), 'Zebras graze.\n');
    assert.equal(search('--no-update', 'zebra').code, 1);
    assert.match(search('zebra').stdout, /^new\.md:1\n/);
    rmSync(join(root, 'new.md'));
    const gone = search('zebra');
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /nothing found in 3 files/);
  });

  it('marks on a terminal only', () => {
    const coloured = surprisal(['search', '--index', index, 'lock'], { cwd: root, environment: { FORCE_COLOR: '1' } });
    assert.ok(coloured.stdout.includes('\x1b[32mA lock that was left is taken over.\x1b[39m'));
    assert.ok(!search('lock').stdout.includes('\x1b'));
  });

  it('says in one line what is wrong', () => {
    for (const [parameters, message] of [
      [['--dir', 'nowhere', 'x'], /nowhere: no such file or directory/],
      [['--dir', 'docs/tea.md', 'x'], /a file, not a directory/],
      [['--mode', 'best', 'x'], /--mode/],
      [['path:docs/**'], /needs a word or a phrase/],
    ] as const) {
      const run = search(...parameters);
      assert.equal(run.code, 2);
      assert.equal(messages(run).length, 1);
      assert.match(run.stderr, message);
    }
  });
});

describe('surprisal index', () => {
  it('prints what it did, and computes nothing twice', () => {
    const root = workspace();
    const index = folderWith();
    const run = (...parameters: string[]) => {
      const { stdout } = surprisal(['index', root, '--index', index, '--format', 'json', ...parameters]);
      return { ...(JSON.parse(stdout) as object), seconds: 0 };
    };
    assert.deepEqual(run(), { files: 3, chunks: 3, computed: 3, kept: 0, deleted: 0, embedded: 0, seconds: 0 });
    assert.deepEqual(run(), { files: 3, chunks: 3, computed: 0, kept: 3, deleted: 0, embedded: 0, seconds: 0 });
    assert.deepEqual(run('--rebuild'), {
      files: 3,
      chunks: 3,
      computed: 3,
      kept: 0,
      deleted: 0,
      embedded: 0,
      seconds: 0,
    });
  });

  it('says why a file is not indexed', () => {
    const root = folderWith({ 'a.md': 'a', 'b.md': 'b', '.surprisalignore': 'b.md\n' });
    const explain = (file: string) =>
      surprisal(['index', '--explain', file, '--index', folderWith()], { cwd: root }).stdout;
    assert.equal(explain('a.md'), 'a.md: indexed\n');
    assert.match(explain('b.md'), /^b\.md: not indexed; ignored by/);
    const run = surprisal(['index', '--verbose', '--index', folderWith()], { cwd: root });
    assert.ok(messages(run).some((line) => /^surprisal: b\.md: ignored by/.test(line)));
  });

  it('is told by the folder which files to take', () => {
    const files = { 'a.md': 'Das Haus', 'b.txt': 'Das Haus', 'c.md': `Haus ${'x'.repeat(1000)}` };
    const settings = { include: ['*.md'], maxFileSize: 1000 };
    const root = folderWith({ ...files, '.surprisal.json': JSON.stringify({ search: settings }) });
    const search = (...parameters: string[]) =>
      surprisal(['search', '--dir', root, '--index', index, '--format', 'jsonl', ...parameters]);
    const index = folderWith();
    assert.deepEqual(
      records<Hit>(search('Haus')).map(({ path }) => path),
      ['a.md'],
    );
    writeFileSync(join(root, '.surprisal.json'), '{ "search": { "k1": "high" } }');
    const refused = search('Haus');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /\.surprisal\.json:1:21 "search\.k1" must be a number, not "high"/);
  });

  it('refuses an index of another version, which a rebuild replaces', () => {
    const root = workspace();
    const index = folderWith({ catalog: 'something else that is no index' });
    const run = surprisal(['index', root, '--index', index]);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /another version; make it anew with surprisal index --rebuild\n$/);
    assert.equal(surprisal(['index', root, '--index', index, '--rebuild']).code, 0);
  });

  it('is one process at a time, and takes over what a killed one left', () => {
    const root = workspace();
    const index = folderWith({ lock: String(process.pid) });
    const run = surprisal(['index', root, '--index', index]);
    assert.equal(run.code, 2);
    assert.match(run.stderr, /another process is indexing this folder/);
    // No process has this number: it is above what any system gives out.
    writeFileSync(join(index, 'lock'), '99999999');
    assert.equal(surprisal(['index', root, '--index', index]).code, 0);
    assert.ok(!existsSync(join(index, 'lock')));
  });

  it('loses nothing and doubles nothing when it is killed at any time', async function () {
    // SURPRISAL_KILLS=200 looks closer.
    const { SURPRISAL_KILLS: kills = '6' } = process.env;
    this.timeout(60_000 + 10_000 * Number(kills));
    const passage = (file: number, at: number) => `Passage ${at} of file ${file} tells of w${file}x${at}. `.repeat(12);
    const files = Object.fromEntries(
      Array.from({ length: 120 }, (_, file) => [
        `f${file}.md`,
        Array.from({ length: 12 }, (_, at) => passage(file, at)).join('\n\n'),
      ]),
    );
    const root = folderWith(files);
    const index = folderWith();
    const began = performance.now();
    surprisal(['index', root, '--index', folderWith()]);
    const whole = performance.now() - began;
    const answers = (folder: string) =>
      ['passage', 'w7x3', 'changed', 'file 11'].map(
        (query) =>
          surprisal(['search', '--dir', root, '--index', folder, '--limit', '50', '--format', 'jsonl', query]).stdout,
      );
    for (let kill = 0; kill < Number(kills); kill++) {
      writeFileSync(join(root, `f${kill % 120}.md`), `changed ${kill}\n\n${passage(kill, 0)}`);
      if (kill % 3 === 0) rmSync(join(index, 'catalog'), { force: true });
      const child = spawn(process.execPath, [programPath, 'index', root, '--index', index], {
        env: cleanEnvironment(),
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      // Spread over the run, the same in each run of the test.
      await setTimeout((whole * ((kill * 0.618034) % 1)) | 0);
      child.kill('SIGKILL');
      await ended;
      const state = surprisal(['index', root, '--index', index, '--format', 'json']);
      assert.equal(state.code, 0, state.stderr);
    }
    const scratch = folderWith();
    assert.deepEqual(answers(index), answers(scratch));
  });
});
