import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TermCounter } from '../../server/src/search/index/termCounter';
import { termsOf } from '../../server/src/search/index/terms';

/** What a counter should find, by the plain definition. */
const countedByHand = (texts: readonly string[]) => {
  const terms = texts.flatMap(termsOf);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, Math.min(255, (counts.get(term) ?? 0) + 1));
  return { length: terms.length, counts };
};

const counted = (counter: TermCounter, texts: readonly string[]) => {
  const { length, pairs, dictionary } = counter.count(...texts);
  const counts = new Map<string, number>();
  for (let at = 0; at < pairs.length; at += 2) counts.set(dictionary[pairs[at]!]!, pairs[at + 1]!);
  return { length, counts };
};

describe('a counter of terms', () => {
  it('finds what a reading by regular expressions finds, in any text, one passage after the other', () => {
    const counter = new TermCounter();
    const word = fc.constantFrom(
      ...[
        'getFileName',
        'HTTPServer',
        'file_name',
        'naïve',
        'e\u0301t\u00e9',
        'x2',
        '𝒳y',
        '東京',
        'के',
        '\ud835',
        'run',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.oneof(word, fc.constantFrom(' ', '-', '\n', '_', '1'))).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), (texts) => {
        assert.deepEqual(counted(counter, texts), countedByHand(texts));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps thousands of words apart, and counts no higher than a byte', () => {
    const counter = new TermCounter();
    const texts = [Array.from({ length: 20_000 }, (_, at) => `w${at}a`).join(' '), 'often '.repeat(300)];
    assert.deepEqual(counted(counter, texts), countedByHand(texts));
    assert.deepEqual(counted(counter, texts), countedByHand(texts));
  });

  it('takes no word that is longer than 64 units', () => {
    assert.equal(new TermCounter().count(`${'x'.repeat(65)} ${'y'.repeat(64)}`).length, 1);
  });
});
