import assert from 'node:assert/strict';
import type { SpanInText } from '../../../server/src/lm/embedder';
import type { SearchHit } from '../../../server/src/search/folderSearch';
import { stemmerOf } from '../../../server/src/search/index/stemming';
import { firstOccurrence, rankedBySense, wordInSentence } from '../../../server/src/search/query/wordSense';

const stem = stemmerOf('english');

const hit = (path: string, snippet: string, start = 0): SearchHit => ({
  path,
  snippet,
  start,
  key: `${path} ${start}`,
  end: start + snippet.length,
  startLine: 1,
  endLine: 1,
  startColumn: 0,
  headings: [],
  languageId: 'markdown',
  modifiedMs: 0,
  score: 1,
  marked: { start: 0, end: 0 },
});

/** A vector of two: whether the sentence speaks of water, and whether it speaks of money. */
const embedder = {
  dimensions: 2,
  embedSpans: async (spans: readonly SpanInText[]) => {
    const rows = spans.flatMap(({ text }) => {
      const row = [/river|water|boat/.test(text) ? 1 : 0.1, /money|loan/.test(text) ? 1 : 0.1];
      return row.map((value) => value / Math.hypot(...row));
    });
    return Float32Array.from(rows);
  },
};

describe('a word in its sentence', () => {
  it('is the one at the caret or in the selection, with the sentence around it and no other', () => {
    const text = 'It rained. We sat on the bank of the river. Nobody spoke.';
    const caret = text.indexOf('bank') + 2;
    const found = wordInSentence(text, caret, caret)!;
    assert.equal(found.text.slice(found.start, found.end), 'bank');
    assert.match(found.text, /^We sat on the bank of the river\.\s*$/);
    assert.deepEqual(wordInSentence(text, text.indexOf('bank'), text.indexOf('bank') + 4), found);
    assert.equal(wordInSentence('a ... b', 3, 3), undefined);
    assert.equal(wordInSentence('', 0, 0), undefined);
  });

  it('is found in any of its forms', () => {
    const found = firstOccurrence('All banks are closed.', 'bank', stem)!;
    assert.equal(found.text.slice(found.start, found.end), 'banks');
    assert.equal(firstOccurrence('A banker sleeps.', 'bank', stem), undefined);
  });

  it('is read with no more than what stands near it where a sentence has no end', () => {
    const long = `${'word '.repeat(1000)}bank${' word'.repeat(1000)}`;
    const found = firstOccurrence(long, 'bank', stem)!;
    assert.ok(found.text.length < 1100);
    assert.equal(found.text.slice(found.start, found.end), 'bank');
  });
});

describe('passages by the sense of a word', () => {
  const sense = firstOccurrence('She sat on the bank of the river.', 'bank', stem)!;

  it('come best first, each by its most similar sentence, which is marked', async () => {
    const ranked = await rankedBySense(
      sense,
      [
        hit('money.md', 'The bank gave no money.'),
        hit('both.md', 'The bank gave a loan. They built a boat on the banks.'),
        hit('none.md', 'Nothing of it.'),
      ],
      embedder,
      stem,
    );
    assert.deepEqual(
      ranked.map(({ path }) => path),
      ['both.md', 'money.md'],
    );
    const [{ snippet, marked }] = ranked as [SearchHit];
    assert.equal(snippet.slice(marked.start, marked.end).trim(), 'They built a boat on the banks.');
    assert.ok(ranked[0]!.score > 0.99 && ranked[1]!.score < 0.5);
  });

  it('have a sentence once that neighbouring passages share', async () => {
    const shared = 'The bank of the river is green.';
    const first = hit('a.md', `It is May. ${shared}`);
    const second = hit('a.md', `${shared} Cows graze.`, 'It is May. '.length);
    const ranked = await rankedBySense(sense, [first, second], embedder, stem);
    assert.deepEqual(
      ranked.map(({ start }) => start),
      [0],
    );
  });
});
