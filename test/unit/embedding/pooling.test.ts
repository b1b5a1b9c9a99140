import assert from 'node:assert/strict';
import { type Pooling, pool } from '../../../server/src/lm/embedding/pooling';

describe('pooling of the rows of tokens', () => {
  // Two texts of two tokens of two dimensions.
  const rows = Float32Array.of(3, 0, 0, 4, 3, -4, 5, 0);
  const pooled = (pooling: Pooling) =>
    Array.from(pool(rows, { texts: 2, tokens: 2, dimensions: 2 }, pooling), (value) => Math.round(value * 1e4) / 1e4);

  it('takes the mean, the greatest, the first or the last, and makes it of length 1', () => {
    assert.deepEqual(pooled('mean'), [0.6, 0.8, 0.8944, -0.4472]);
    assert.deepEqual(pooled('max'), [0.6, 0.8, 1, 0]);
    assert.deepEqual(pooled('cls'), [1, 0, 0.6, -0.8]);
    assert.deepEqual(pooled('last'), [0, 1, 1, 0]);
  });

  it('leaves what the graph has pooled, but for its length', () => {
    assert.deepEqual(
      Array.from(pool(Float32Array.of(3, 4, 0, 0), { texts: 2, tokens: 9, dimensions: 2 }, 'graph')),
      Array.from(Float32Array.of(0.6, 0.8, 0, 0)),
    );
  });
});
