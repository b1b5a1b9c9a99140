import assert from 'node:assert/strict';
import { loadParsers } from '../../../server/src/platform/parsers';
import { fileChunks } from '../../../server/src/search/chunking/fileChunks';
import { commitPairs } from '../../../server/src/search/tuning/commitPairs';
import { documentationPairs } from '../../../server/src/search/tuning/documentationPairs';
import type { FilePairs, OutlinedFile } from '../../../server/src/search/tuning/filePairs';
import { headingPairs } from '../../../server/src/search/tuning/headingPairs';
import { linkPairs } from '../../../server/src/search/tuning/linkPairs';
import { openedPairs } from '../../../server/src/search/tuning/openedHits';
import { languageOf } from '../../../server/src/text/markup/languageOf';

const outlined = async (path: string, text: string): Promise<OutlinedFile> => {
  const languageId = languageOf(path, '')!;
  const chunks = fileChunks(text, { path, languageId }, await loadParsers([languageId]));
  return { path, languageId, text, chunks: chunks.map((chunk) => ({ ...chunk, path, languageId, modifiedMs: 0 })) };
};

const shown = ({ pairs, reduced }: FilePairs) => pairs.map(({ query, key }) => [query, reduced.get(key)]);

const prose = (about: string) =>
  `A paragraph about ${about} that has enough words to be a passage which somebody might look for, and some more.`;

describe('pairs of headings', () => {
  it('are a heading and what stands below, without the heading', async () => {
    const file = await outlined(
      'guide.md',
      `# The guide\n\n${prose('guides')}\n\n## Taking over *stale* [locks](locks.md)\n\n${prose('locks')}\n\n## Usage\n\n${prose('usage')}\n`,
    );
    assert.deepEqual(shown(headingPairs(file)), [
      ['The guide', prose('guides')],
      ['Taking over stale locks', `The guide\n${prose('locks')}`],
    ]);
  });

  for (const [path, text] of Object.entries({
    'underlined.md': `Undoing a release\n=================\n\n${prose('releases')}\n`,
    'numbered.md': `## 2.1 Undoing a release\n\n${prose('releases')}\n`,
    'title.rst': `=================\nUndoing a release\n=================\n\n${prose('releases')}\n`,
    'title.adoc': `== Undoing a release\n\n${prose('releases')}\n`,
    'title.tex': `\\section{Undoing a release}\n\n${prose('releases')}\n`,
  }))
    it(`are read in ${path}`, async () => {
      assert.deepEqual(shown(headingPairs(await outlined(path, text))), [['Undoing a release', prose('releases')]]);
    });

  it('are read in HTML', async () => {
    const text = `<html><body><h2 id="undo">Undoing a release</h2>\n<p>${prose('releases')}</p></body></html>\n`;
    const [pair] = shown(headingPairs(await outlined('page.html', text)));
    assert.equal(pair?.[0], 'Undoing a release');
    assert.ok(!pair[1]!.includes('Undoing a release'), pair[1]);
  });

  it('count all passages of a long section as right', async () => {
    const long = Array.from({ length: 40 }, (_, at) => `${prose(`number ${at}`)}\n\n`).join('');
    const file = await outlined('long.md', `# A long section\n\n${long}## Another one\n\n${prose('others')}\n`);
    const [pair] = headingPairs(file).pairs;
    assert.equal(pair!.key, file.chunks[0]!.key);
    assert.equal(pair!.related.length, file.chunks.length - 2);
  });

  it('are none where little is left', async () => {
    assert.deepEqual(shown(headingPairs(await outlined('short.md', '# A heading of some words\n\nShort.\n'))), []);
  });
});

const body = (line: string) => Array.from({ length: 8 }, (_, at) => line.replaceAll('#', String(at))).join('\n');

describe('pairs of documentation', () => {
  const found = async (path: string, text: string) => {
    const file = await outlined(path, text);
    return documentationPairs(file, await loadParsers([file.languageId]));
  };

  it('are the first sentence of a comment and the code without all of it', async () => {
    const code = `export const takeOver = (lock: Lock): void => {\n${body('  lock.take(#, clock.now());')}\n};`;
    const text = `/**\n * Takes over a {@link Lock} whose \`owner\` has ended. It waits.\n *\n * More about it.\n * @param lock that is stale\n */\n${code}\n`;
    assert.deepEqual(shown(await found('locks.ts', text)), [
      ['Takes over a Lock whose owner has ended', `takeOver\n${code}`],
    ]);
  });

  it('are docstrings, but not those of a whole file', async () => {
    const text = `"""Tools for locks of many kinds."""\n\n\ndef take_over(lock):\n    """\n    Take over a lock whose owner has ended.\n\n    :param lock: a lock\n    """\n${body('    lock.take(#)')}\n`;
    const [pair, ...others] = shown(await found('locks.py', text));
    assert.deepEqual(others, []);
    assert.equal(pair?.[0], 'Take over a lock whose owner has ended');
    assert.ok(pair[1]!.includes('def take_over(lock):\n    lock.take(0)'), pair[1]);
    assert.ok(!pair[1]!.includes('has ended'));
  });

  it('are line comments before a declaration, in languages that have no others', async () => {
    const go = `package locks\n\n// TakeOver takes a lock over whose owner has ended.\nfunc TakeOver(lock *Lock) {\n${body('\tlock.take(#)')}\n}\n\nfunc other() {\n\t// This is not a comment that documents anything.\n${body('\tlock.leave(#)')}\n}\n`;
    assert.deepEqual(
      (await found('locks.go', go)).pairs.map(({ query }) => query),
      ['TakeOver takes a lock over whose owner has ended'],
    );
  });

  it('take the comments of small neighbours, which share a passage, out of it at once', async () => {
    const small = (name: string) =>
      `/** Says what ${name} is good for. */\nexport const ${name} = (): number => compute('${name}', 12345, 67890);`;
    const { pairs, reduced } = await found('small.ts', `${small('apples')}\n\n${small('pears')}\n`);
    assert.deepEqual(
      pairs.map(({ query }) => query),
      ['Says what apples is good for', 'Says what pears is good for'],
    );
    assert.equal(reduced.size, 1);
    assert.ok(![...reduced.values()][0]!.includes('good for'));
  });

  it('are none of a language without a parser', async () => {
    const file = await outlined('notes.txt', 'Some text.\n');
    assert.deepEqual(documentationPairs(file, {}).pairs, []);
  });
});

describe('pairs of links', () => {
  it('are the text of a link and the passage that it leads to', async () => {
    const target = await outlined(
      'docs/locks.md',
      `# Locks\n\n${prose('locks')}\n\n## Stale locks\n\n${prose('stale ones')}\n`,
    );
    const text =
      'See [how a lock works](docs/locks.md), [what becomes of stale ones](docs/locks.md#stale-locks), [docs/locks.md](docs/locks.md), [a page elsewhere](https://example.com/a), [what is not there](docs/none.md) and ![a picture of it](docs/locks.md).\n';
    const file = await outlined('README.md', text);
    const pairs = linkPairs(file, (path) => (path === target.path ? target.chunks : []));
    assert.deepEqual(
      pairs.map(({ query, key, path }) => [query, key, path]),
      [
        ['how a lock works', target.chunks[0]!.key, 'docs/locks.md'],
        ['what becomes of stale ones', target.chunks[1]!.key, 'docs/locks.md'],
      ],
    );
    assert.deepEqual(pairs[0]!.related, [file.chunks[0]!.key]);
  });
});

describe('pairs of commits', () => {
  const lines = (commit: string, subject: string, first: number, last: number) => ({ commit, subject, first, last });

  it('are a subject and the passages of which it wrote most lines', async () => {
    const { chunks } = await outlined('a.md', `# One\n\n${prose('one')}\n\n# Two\n\n${prose('two')}\n`);
    const pairs = commitPairs([
      {
        chunks,
        lines: [lines('a1', 'Locks are taken over when stale', 1, 6), lines('b2', 'Say what two is about now', 7, 7)],
      },
    ]);
    assert.deepEqual(
      pairs.map(({ query, key, related }) => [query, key, related]),
      [
        ['Locks are taken over when stale', chunks[0]!.key, [chunks[1]!.key]],
        ['Locks are taken over when stale', chunks[1]!.key, [chunks[0]!.key]],
      ],
    );
  });

  it('are none of commits that changed much, and of subjects that say nothing', async () => {
    const headings = Array.from({ length: 9 }, (_, at) => `# Heading ${at}\n\n${prose(String(at))}\n\n`).join('');
    const { chunks } = await outlined('a.md', headings);
    for (const subject of [
      'Everything is written anew at once',
      'Merge branch main of somewhere else',
      'v1.2.3 is out now for all',
    ])
      assert.deepEqual(
        commitPairs([
          { chunks: subject.startsWith('E') ? chunks : chunks.slice(0, 2), lines: [lines('a', subject, 1, 99)] },
        ]),
        [],
        subject,
      );
  });
});

describe('pairs of opened hits', () => {
  it('are a query and the passage that stands there now; hits of one query are all right', async () => {
    const { chunks, path } = await outlined('a.md', `# One\n\n${prose('one')}\n\n# Two\n\n${prose('two')}\n`);
    const opened = [
      { query: 'stale locks', path, line: 1 },
      { query: 'stale locks', path, line: 7 },
      { query: 'locks', path, line: 1 },
      { query: 'what is gone', path: 'gone.md', line: 1 },
    ];
    const pairs = openedPairs(opened, (asked) => (asked === path ? chunks : []));
    assert.deepEqual(
      pairs.map(({ query, key, related }) => [query, key, related]),
      [
        ['stale locks', chunks[0]!.key, [chunks[1]!.key]],
        ['stale locks', chunks[1]!.key, [chunks[0]!.key]],
      ],
    );
  });
});
