import assert from 'node:assert/strict';
import { Copying } from '../../../server/src/lm/neural/copying';

const stop = 9;
/** Of tokens 0 to 9, what is added to the logit of each after those that are written. */
const raised = (copying: Copying, written: readonly number[]) => {
  const logits = new Float32Array(10);
  copying.raise(logits, written);
  return Object.fromEntries([...logits.entries()].filter(([, value]) => value !== 0));
};
const over = (tokens: readonly number[]) => new Copying(tokens, 2, (token) => token === stop);

describe('copying from a text', () => {
  it('raises what goes on there, the more of the last tokens stand before it, three at most', () => {
    const copying = over([1, 2, 3, 4, 5, 3, 6]);
    assert.deepEqual(raised(copying, [8, 3]), { 4: 2, 6: 2 });
    assert.deepEqual(raised(copying, [8, 2, 3]), { 4: 4, 6: 2 });
    assert.deepEqual(raised(copying, [1, 2, 3, 4]), { 5: 6 });
    assert.deepEqual(raised(copying, [7]), {});
    assert.deepEqual(raised(copying, []), {});
  });

  it('leaves the model free where a sentence has ended, and where the text has', () => {
    const copying = over([1, stop, 2, 3]);
    assert.deepEqual(raised(copying, [1, stop]), {});
    assert.deepEqual(raised(copying, [3]), {});
  });

  it('copies no place twice', () => {
    const copying = over([1, 2, 3, 1, 4]);
    copying.advance([1], 2);
    assert.deepEqual(raised(copying, [1]), { 4: 2 });
    copying.advance([1], 5);
    assert.deepEqual(raised(copying, [1]), { 4: 2 });
  });
});
