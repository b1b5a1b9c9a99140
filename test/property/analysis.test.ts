import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../server/src/proofreading/finding';
import { analyzeText } from '../support/analyze';

const word = fc.constantFrom(
  ...'the a an of to recieve teh house mistaeks their there is has Paris london I i \u{1F600} naïve `x` **b** , . ! " ( 3.14'.split(
    ' ',
  ),
);
const paragraph = fc.array(word, { minLength: 1, maxLength: 20 }).map((words) => words.join(' '));

const assertWellFormed = (findings: readonly Finding[], length: number): void => {
  let reached = 0;
  for (const { start, end, confidence, surprisalBits, candidates } of findings) {
    assert.ok(start >= reached && end >= start && end <= length, `${start}-${end} of ${length}`);
    assert.ok(confidence >= 0 && confidence <= 1 && Number.isFinite(surprisalBits));
    for (const { gain } of candidates) assert.ok(Number.isFinite(gain));
    reached = end;
  }
};

describe('findings', () => {
  it('ascend, are disjoint and lie within the text, whatever it is', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), paragraph);
    const language = fc.constantFrom('markdown', 'plaintext', 'latex', 'git-commit');
    await fc.assert(
      fc.asyncProperty(text, language, async (source, languageId) => {
        assertWellFormed((await analyzeText(source, { languageId })).findings, source.length);
      }),
      { numRuns: 150 },
    );
  });

  it('of two paragraphs are those of each: nothing depends on what lies elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(paragraph, paragraph, async (first, second) => {
        const before = `${first}\n\n`;
        const [a, b, both] = await Promise.all([first, second, before + second].map((text) => analyzeText(text)));
        const shifted = b!.findings.map((finding) => ({
          ...finding,
          start: finding.start + before.length,
          end: finding.end + before.length,
        }));
        assert.deepEqual(both!.findings, [...a!.findings, ...shifted]);
      }),
      { numRuns: 60 },
    );
  });
});
