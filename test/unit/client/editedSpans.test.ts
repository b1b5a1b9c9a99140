import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editedSpans } from '../../../client/src/editedSpans';

describe('the spans of an edit', () => {
  it('are where typed, pasted and deleted text lies afterwards', () => {
    assert.deepEqual(editedSpans([{ rangeOffset: 5, rangeLength: 0, text: 'a' }]), [{ start: 5, end: 6 }]);
    assert.deepEqual(editedSpans([{ rangeOffset: 5, rangeLength: 3, text: '' }]), [{ start: 5, end: 5 }]);
    assert.deepEqual(editedSpans([]), []);
  });

  it('hold exactly the inserted texts, whichever order the changes come in', () => {
    const change = fc.record({
      gap: fc.nat(5),
      rangeLength: fc.nat(4),
      text: fc.string({ maxLength: 4, unit: fc.constantFrom('x', 'y') }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.boolean(), (parts, reversed) => {
        let source = '';
        let expected = '';
        const changes = parts.map(({ gap, rangeLength, text }) => {
          // Changes of one edit are disjoint and do not touch.
          source += '-'.repeat(gap + 1);
          expected += '-'.repeat(gap + 1);
          const rangeOffset = source.length;
          source += 'o'.repeat(rangeLength);
          expected += text;
          return { rangeOffset, rangeLength, text };
        });
        const spans = editedSpans(reversed ? changes.toReversed() : changes);
        assert.deepEqual(
          spans.map(({ start, end }) => expected.slice(start, end)),
          parts.map(({ text }) => text),
        );
      }),
    );
  });
});
