import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Candidate, minMaxFusion } from '../../../server/src/search/query/minMaxFusion';
import type { StoreHit } from '../../../server/src/search/searchStore';

/** Of each key its score by terms and its similarity; absent where it has no vector. */
const candidates = (scores: Readonly<Record<string, readonly [terms: number, similarity?: number]>>): Candidate[] =>
  Object.entries(scores).map(([key, [terms, similarity]]) => ({ key, terms, similarity }));
const rounded = (fused: readonly StoreHit[]) => fused.map(({ key, score }) => [key, Number(score.toFixed(6))]);
const order = (fused: readonly StoreHit[]) => fused.map(({ key }) => key);

describe('min-max fusion', () => {
  it('adds what was computed by hand', () => {
    // Terms over 12: 1, .5, 0. One more than the cosine, over 1.5: .8, 1, .4.
    const given = candidates({ a: [12, 0.2], b: [6, 0.5], c: [0, -0.4] });
    assert.deepEqual(rounded(minMaxFusion(given, { denseWeight: 0.8 })), [
      ['b', 0.9],
      ['a', 0.84],
      ['c', 0.32],
    ]);
    assert.deepEqual(rounded(minMaxFusion(given, { denseWeight: 0.25 })), [
      ['a', 0.95],
      ['b', 0.625],
      ['c', 0.1],
    ]);
  });

  it('goes by one of them alone where the other says nothing', () => {
    assert.deepEqual(rounded(minMaxFusion(candidates({ a: [3], b: [12], c: [6] }))), [
      ['b', 1],
      ['c', 0.5],
      ['a', 0.25],
    ]);
    assert.deepEqual(rounded(minMaxFusion(candidates({ a: [0, 0], b: [0, 1] }))), [
      ['b', 1],
      ['a', 0.5],
    ]);
    assert.deepEqual(minMaxFusion([]), []);
  });

  it('takes a passage without a vector for as similar as one that is as far up by vectors', () => {
    // By terms x, a, y, b. x counts as similar as the first by vectors, b, and y as the last.
    const given = candidates({ x: [12], a: [9, 0], y: [6], b: [0, 0.6] });
    assert.deepEqual(rounded(minMaxFusion(given, { denseWeight: 0.8 })), [
      ['x', 1],
      ['b', 0.8],
      ['a', 0.65],
      ['y', 0.6],
    ]);
  });

  const listed = fc
    .uniqueArray(
      fc.record({
        key: fc.stringMatching(/^[a-p]$/),
        terms: fc.integer({ min: 0, max: 50 }),
        similarity: fc.option(
          fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
          { nil: undefined },
        ),
      }),
      { selector: ({ key }) => key },
    )
    .map((list): Candidate[] => list);

  it('returns each candidate once with a score between 0 and 1, whatever their order', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const fused = minMaxFusion(list);
        assert.deepEqual(order(fused).sort(), list.map(({ key }) => key).sort());
        for (const { score } of fused) assert.ok(score >= 0 && score <= 1 + 1e-12);
        assert.deepEqual(minMaxFusion([...list].reverse()), fused);
      }),
    );
  });

  it('does not change when scores by terms are scaled', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const scaled = list.map((candidate) => ({ ...candidate, terms: candidate.terms * 4 }));
        assert.deepEqual(minMaxFusion(scaled), minMaxFusion(list));
      }),
    );
  });

  it('leaves passages without a vector in the order of terms, and the first by terms first until it has one', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const rank = new Map(order(minMaxFusion(list)).map((key, index) => [key, index]));
        const bare = list
          .filter(({ similarity }) => similarity === undefined)
          .sort((a, b) => b.terms - a.terms || (a.key < b.key ? -1 : 1));
        for (const [index, { key }] of bare.slice(1).entries()) assert.ok(rank.get(bare[index]!.key)! < rank.get(key)!);
        const first = bare[0];
        if (first !== undefined && list.every(({ key, terms }) => key === first.key || terms < first.terms))
          assert.equal(rank.get(first.key), 0);
      }),
    );
  });
});
