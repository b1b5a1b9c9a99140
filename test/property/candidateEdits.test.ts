import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadGrammarResources } from '../../server/src/platform/models';
import { candidateEdits } from '../../server/src/proofreading/grammar/candidateEdits';
import { ABSENT, PLACEHOLDER } from '../../server/src/text/maskedDocument';
import { tokenize } from '../../server/src/text/tokens';

const word = fc.constantFrom(
  ...`the a an of to I you he his there their is are was has been did can not more best very good well informations child
  depend depends going went writen house houses and because which that much many 3.14 A.B. https://a.example snake_case Paris IT
  don't dont it's its 's , . ! ? " ( ) ; : - -- \u{1F600} naïve ${PLACEHOLDER} ${ABSENT}x ${ABSENT} Ünïcode \ud800`
    .trim()
    .split(/\s+/),
);
const text = fc.oneof(
  fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '', '  ')), { maxLength: 14 })
    .map((parts) => parts.flat().join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('candidate edits', () => {
  const editsOf = (source: string) =>
    candidateEdits(
      { text: source, tokens: tokenize(source, { start: 0, end: source.length }), dialect: 'en' },
      loadGrammarResources(),
    );

  it('lie inside the sentence, ascend, change it, each in another way, and are the same again', () => {
    fc.assert(
      fc.property(text, (source) => {
        const edits = editsOf(source);
        let reached = 0;
        for (const { start, end, replacement } of edits) {
          assert.ok(start >= reached && end >= start && end <= source.length, `${start}-${end} of ${source.length}`);
          assert.notEqual(source.slice(start, end), replacement);
          reached = start;
        }
        const results = edits.map(
          ({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end),
        );
        assert.equal(new Set(results).size, results.length);
        assert.deepEqual(editsOf(source), edits);
      }),
      { numRuns: 300 },
    );
  });

  it('leave placeholders, identifiers and invisible marks as they are', () => {
    const kept = /[\ue000\ue001]|https:\/\/a\.example|snake_case/g;
    fc.assert(
      fc.property(text, (source) => {
        const before = source.match(kept) ?? [];
        for (const { start, end, replacement } of editsOf(source)) {
          assert.deepEqual((source.slice(0, start) + replacement + source.slice(end)).match(kept) ?? [], before);
        }
      }),
      { numRuns: 300 },
    );
  });
});
