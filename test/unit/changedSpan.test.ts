import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChangedSpan, changedSpan } from '../../server/src/text/changedSpan';

/** Unit by unit. */
const plainly = (before: string, after: string): ChangedSpan => {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, to: before.length - same, length: after.length - same - from };
};

describe('the span that changed between two texts', () => {
  it('is the smallest, in texts of many thousand units too', () => {
    const place = fc.nat(20_000);
    const text = fc.tuple(place, fc.constantFrom('a', 'ab', 'aab')).map(([length, unit]) => unit.repeat(length));
    fc.assert(
      fc.property(text, place, fc.nat(9000), fc.constantFrom('', 'a', 'b', 'ab'), (before, at, removed, typed) => {
        const after = before.slice(0, at) + typed + before.slice(at + removed);
        assert.deepEqual(changedSpan(before, after), before === after ? unchanged(before) : plainly(before, after));
      }),
    );
  });

  const unchanged = ({ length }: string): ChangedSpan => ({ from: length, to: length, length: 0 });
});
