import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Correction, corrected, withAccepted } from '../../../server/src/proofreading/grammar/corrections';
import type { Accepted } from '../../../server/src/proofreading/grammar/decision';

const accept = (text: string, found: string, replacement: string, gain = 3, confidence = 0.8): Accepted => {
  const start = text.indexOf(found);
  assert.ok(start >= 0);
  const edit = { start, end: start + found.length, replacement, editClass: 'verb-form' } as const;
  return { edit, gain, ngramGain: gain, confidence, surprisalBits: gain, logOdds: 1, features: [], others: [] };
};
const plain = (corrections: readonly Correction[]) =>
  corrections.map(({ start, end, replacement }) => [start, end, replacement]);

describe('corrections of a sentence', () => {
  const sentence = 'He go to home by the car.';

  it('have offsets of the sentence as it is written, pass after pass', () => {
    const first = withAccepted(sentence, [], [accept(sentence, 'go', 'goes')]);
    const second = withAccepted(sentence, first, [accept('He goes to home by the car.', ' the', '')]);
    assert.deepEqual(plain(second), [
      [3, 5, 'goes'],
      [16, 20, ''],
    ]);
    assert.equal(corrected(sentence, second), 'He goes to home by car.');
  });

  it('become one where they meet, with both gains and the lesser confidence', () => {
    const first = withAccepted(sentence, [], [accept(sentence, 'go', 'goes', 3, 0.9)]);
    const [merged, ...others] = withAccepted(sentence, first, [
      accept('He goes to home by the car.', ' to', '', 2, 0.7),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual([merged!.start, merged!.end, merged!.replacement], [3, 8, 'goes']);
    assert.equal(merged!.gain, 5);
    assert.equal(merged!.confidence, 0.7);
    // That of what the writer wrote.
    assert.equal(merged!.surprisalBits, 3);
  });

  it('that undo each other are none', () => {
    const first = withAccepted(sentence, [], [accept(sentence, 'go', 'goes')]);
    assert.deepEqual(withAccepted(sentence, first, [accept('He goes to home by the car.', 'goes', 'go')]), []);
  });

  it('give the text that the edits give one after the other, ascending and disjoint', () => {
    const step = fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom('', ' a', 'the', 'xyz ')), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (passes) => {
        let corrections: Correction[] = [];
        let text = sentence;
        for (const pass of passes) {
          const accepted: Accepted[] = [];
          for (const [from, length, replacement] of pass) {
            const start = from % (text.length + 1);
            const end = Math.min(text.length, start + length);
            if (accepted.some(({ edit }) => start <= edit.end + 1 && edit.start <= end + 1)) continue;
            const edit = { start, end, replacement, editClass: 'spelling' } as const;
            accepted.push({
              edit,
              gain: 1,
              ngramGain: 1,
              confidence: 0.5,
              surprisalBits: 1,
              logOdds: 0,
              features: [],
              others: [],
            });
          }
          accepted.sort((a, b) => a.edit.start - b.edit.start);
          corrections = withAccepted(sentence, corrections, accepted);
          for (const { edit } of [...accepted].reverse())
            text = text.slice(0, edit.start) + edit.replacement + text.slice(edit.end);
          assert.equal(corrected(sentence, corrections), text);
          for (let i = 1; i < corrections.length; i++) assert.ok(corrections[i - 1]!.end < corrections[i]!.start);
        }
      }),
    );
  });
});
