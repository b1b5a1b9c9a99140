import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minMaxFusion } from '../../../server/src/search/query/minMaxFusion';
import type { StoreHit } from '../../../server/src/search/searchStore';

const hits = (scores: Readonly<Record<string, number>>): StoreHit[] =>
  Object.entries(scores).map(([key, score]) => ({ key, score }));
const rounded = (fused: readonly StoreHit[]) => fused.map(({ key, score }) => [key, Number(score.toFixed(6))]);

describe('min-max fusion', () => {
  // Terms: a 1, b .5, c 0. Vectors: b 1, d .25, a 0. Weights .3 and .7.
  const terms = hits({ a: 12, b: 8, c: 4 });
  const vectors = hits({ b: 0.9, d: 0.3, a: 0.1 });

  it('adds what was computed by hand', () => {
    assert.deepEqual(rounded(minMaxFusion({ terms, vectors })), [
      ['b', 0.85],
      ['a', 0.3],
      ['d', 0.175],
      ['c', 0],
    ]);
  });

  it('weighs as it is told', () => {
    assert.deepEqual(rounded(minMaxFusion({ terms, vectors }, { denseWeight: 0.25, depth: 100 })), [
      ['a', 0.75],
      ['b', 0.625],
      ['d', 0.0625],
      ['c', 0],
    ]);
  });

  it('looks at the best of each list alone', () => {
    assert.deepEqual(rounded(minMaxFusion({ terms, vectors }, { denseWeight: 0.7, depth: 2 })), [
      ['b', 0.7],
      ['a', 0.3],
      ['d', 0],
    ]);
  });

  it('gives a list all the weight while it is the only one', () => {
    const alone = [
      ['a', 1],
      ['b', 0.5],
      ['c', 0],
    ];
    assert.deepEqual(rounded(minMaxFusion({ terms })), alone);
    assert.deepEqual(rounded(minMaxFusion({ vectors: terms })), alone);
    assert.deepEqual(rounded(minMaxFusion({ terms, vectors: [] })), alone);
    assert.deepEqual(minMaxFusion({}), []);
  });

  it('counts equal scores as the best, and orders them by key', () => {
    assert.deepEqual(rounded(minMaxFusion({ terms: hits({ z: 3, y: 3 }) })), [
      ['y', 1],
      ['z', 1],
    ]);
  });

  it('does not change when a list is scaled or shifted, and stays between 0 and 1', () => {
    const list = fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[a-h]$/), fc.integer({ min: -50, max: 50 })), {
        selector: ([key]) => key,
      })
      .map((pairs) => pairs.map(([key, score]) => ({ key, score })).sort((a, b) => b.score - a.score));
    fc.assert(
      fc.property(list, list, (first, second) => {
        const fused = minMaxFusion({ terms: first, vectors: second });
        const scaled = minMaxFusion({
          terms: first.map(({ key, score }) => ({ key, score: score * 4 + 64 })),
          vectors: second,
        });
        assert.deepEqual(scaled, fused);
        assert.equal(new Set(fused.map(({ key }) => key)).size, fused.length);
        for (const { score } of fused) assert.ok(score >= 0 && score <= 1 + 1e-12);
      }),
    );
  });
});
