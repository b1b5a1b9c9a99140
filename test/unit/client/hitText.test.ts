import assert from 'node:assert/strict';
import { byFile, fileGroups } from '../../../client/src/search/hitGroups';
import {
  excerptOf,
  indexStateText,
  placeOf,
  readinessText,
  relatedText,
  searchedText,
  titleOf,
} from '../../../client/src/search/hitText';
import type { IndexStatus, SearchHitItem, SearchReadiness } from '../../../server/src/shared/searchProtocol';

const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const hit = (text: string, sentence: string, more: Partial<SearchHitItem> = {}): SearchHitItem => {
  const start = text.indexOf(sentence);
  const line = text.slice(0, start).split('\n').length - 1;
  const position = { line, character: 0 };
  return {
    uri: 'file:///notes/docs/garden.md',
    path: 'docs/garden.md',
    headings: ['Garden', 'Tomatoes'],
    range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
    text,
    marked: { start, end: start + sentence.length },
    markedRange: { start: position, end: position },
    score: 1,
    ...more,
  };
};
const shown = (one: SearchHitItem) => {
  const { text, marked } = excerptOf(one);
  return `${text.slice(0, marked[0])}[${text.slice(...marked)}]${text.slice(marked[1])}`;
};

describe('related words of an answer', () => {
  it('are named, or it is said why there are none', () => {
    assert.equal(relatedText({}, t), undefined);
    assert.equal(relatedText({ related: { terms: ['mutex', 'lock'] } }, t), 'also: mutex, lock');
    assert.equal(relatedText({ related: { terms: [], missing: 'learning' } }, t), 'related words are being learnt');
    assert.equal(relatedText({ related: { terms: [] } }, t), 'no related words');
  });
});

describe('a hit in a list', () => {
  const short = '# Garden\n\n## Tomatoes\n\nPlant them in May.\nWater them\nin the morning. Never at night.';

  it('is named by its heading, or by its file, and says where it stands', () => {
    const one = hit(short, 'Water them\nin the morning.');
    assert.equal(titleOf(one), 'Tomatoes');
    assert.equal(titleOf({ ...one, headings: [] }), 'garden.md');
    assert.equal(placeOf(one), 'docs/garden.md:6');
    assert.equal(placeOf({ ...one, folder: 'notes' }), 'notes/docs/garden.md:6');
    assert.equal(placeOf({ ...one, source: 'handbook', firstLine: 100 }), 'handbook/docs/garden.md:106');
  });

  it('is one line with its sentence marked, and without the headings that it is named by', () => {
    assert.equal(
      shown(hit(short, 'Water them\nin the morning.')),
      'Plant them in May. [Water them in the morning.] Never at night.',
    );
  });

  it('begins with its sentence where the passage is long, and is cut behind it', () => {
    const before = 'Words that stand before it. '.repeat(20);
    const after = ' Words that stand behind it.'.repeat(20);
    const told = shown(hit(`${before}This is it.${after}`, 'This is it.'));
    assert.match(told, /^… \[This is it\.\] Words that stand behind it\./);
    assert.match(told, /…$/);
    assert.ok(told.length < 230);
    // A sentence that is longer than a line is marked as far as it is shown.
    const long = `${'very '.repeat(100)}long.`;
    assert.match(shown(hit(long, long)), /^\[very very .*…\]$/);
  });

  it('stands with the others of its file, in their order there; the file of the best hit is first', () => {
    const at = (path: string, line: number) =>
      hit('x', 'x', {
        path,
        uri: `file:///${path}`,
        range: { start: { line, character: 0 }, end: { line, character: 1 } },
      });
    const groups = byFile([at('a/b.md', 9), at('c.md', 2), at('a/b.md', 4)]);
    assert.deepEqual(
      groups.map(({ label, description, hits }) => [label, description, hits.map(({ range }) => range.start.line)]),
      [
        ['b.md', 'a · 2', [4, 9]],
        ['c.md', '1', [2]],
      ],
    );
    const readiness: SearchReadiness = { state: 'ready', isComplete: true, passages: 7, embedded: 7 };
    assert.equal(
      fileGroups({ hits: [at('a/b.md', 9), at('c.md', 2)], readiness }, t).message,
      '2 hits in 2 files (7 passages)',
    );
    assert.equal(fileGroups({ hits: [], readiness }, t).message, 'Nothing found (7 passages).');
  });
});

describe("a store's hits in a list", () => {
  const passage = (path: string, source: string, firstLine: number) =>
    hit('x', 'x', { path, source, firstLine, uri: `surprisal-passage:/${source}/${path}?${firstLine}` });

  it('stand with the others of their file, though each has a document of its own', () => {
    const hits = [passage('a/b.md', 'handbook', 40), passage('a/b.md', 'wiki', 7), passage('a/b.md', 'handbook', 3)];
    assert.deepEqual(
      byFile(hits).map(({ label, description, hits: found }) => [
        label,
        description,
        found.map(({ firstLine }) => firstLine),
      ]),
      [
        ['b.md', 'handbook/a · 2', [3, 40]],
        ['b.md', 'wiki/a · 1', [7]],
      ],
    );
  });

  it('are told of beside those of the workspace, as is what is wrong with the store', () => {
    const readiness: SearchReadiness = { state: 'ready', isComplete: true, passages: 7, embedded: 7 };
    const store = { name: 'postgres://me@db:5432/search', passages: 12_000 };
    assert.equal(searchedText({ readiness, store }, t), '7 passages; 12,000 in the store');
    const problem = 'The search store was not asked: no PostgreSQL answers';
    assert.equal(
      fileGroups({ hits: [], readiness, store: { ...store, passages: 0, problem } }, t).message,
      `Nothing found (7 passages; not the store).\n${problem}`,
    );
  });
});

describe('what is said of the index', () => {
  const readiness: SearchReadiness = { state: 'ready', isComplete: true, passages: 1234, embedded: 0 };
  const status: IndexStatus = { state: 'ready', files: 10, passages: 1234, embedded: 0, folders: [] };

  it('tells whether all was read, and whether meaning was compared', () => {
    assert.equal(readinessText({ ...readiness, vectorsMissing: 'no model' }, t), '1,234 passages; by words alone');
    assert.equal(readinessText({ ...readiness, embedded: 400 }, t), '1,234 passages; 400 of them by meaning too');
    assert.equal(readinessText({ ...readiness, embedded: 1234 }, t), '1,234 passages');
    assert.match(readinessText({ ...readiness, isComplete: false }, t), /so far/);
  });

  it('tells what it is doing, how far it is, and why it cannot go on', () => {
    assert.equal(
      indexStateText({ ...status, state: 'scanning', scan: { done: 20, of: 3000 } }, t),
      '20 of 3,000 files are read',
    );
    assert.match(
      indexStateText({ ...status, state: 'embedding', embedded: 5, embeddedPerSecond: 41.6 }, t),
      /5 of 1,234 .*42 a second/,
    );
    assert.match(indexStateText({ ...status, state: 'paused' }, t), /Paused; 1,234/);
    assert.equal(indexStateText({ ...status, state: 'failed', detail: 'no space left' }, t), 'no space left');
  });
});
