import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Candidate, linearFusion } from '../../../server/src/search/query/linearFusion';
import type { StoreHit } from '../../../server/src/search/searchStore';

/** Of each key its score by terms and its similarity; absent where it has no vector. */
const candidates = (scores: Readonly<Record<string, readonly [terms: number, similarity?: number]>>): Candidate[] =>
  Object.entries(scores).map(([key, [terms, similarity]]) => ({ key, terms, similarity }));
const rounded = (fused: readonly StoreHit[]) => fused.map(({ key, score }) => [key, Number(score.toFixed(6))]);
const order = (fused: readonly StoreHit[]) => fused.map(({ key }) => key);

describe('fusion of terms and vectors', () => {
  it('adds what was computed by hand', () => {
    const given = candidates({ a: [12, 0.2], b: [6, 0.5], c: [0, -0.4] });
    assert.deepEqual(rounded(linearFusion(given, { termWeight: 0.01 })), [
      ['b', 0.56],
      ['a', 0.32],
      ['c', -0.4],
    ]);
    assert.deepEqual(rounded(linearFusion(given, { termWeight: 0.1 })), [
      ['a', 1.4],
      ['b', 1.1],
      ['c', -0.4],
    ]);
  });

  it('goes by one of them alone where the other says nothing', () => {
    assert.deepEqual(order(linearFusion(candidates({ a: [3], b: [12], c: [6] }))), ['b', 'c', 'a']);
    assert.deepEqual(order(linearFusion(candidates({ a: [0, 0], b: [0, 1] }))), ['b', 'a']);
    assert.deepEqual(linearFusion([]), []);
  });

  it('takes a passage without a vector for as similar as one that is as far up by vectors', () => {
    // By terms x, a, y, b. x counts as similar as the first by vectors, b, and y as the last.
    const given = candidates({ x: [12], a: [9, 0], y: [6], b: [0, 0.6] });
    assert.deepEqual(rounded(linearFusion(given, { termWeight: 0.01 })), [
      ['x', 0.72],
      ['b', 0.6],
      ['a', 0.09],
      ['y', 0.06],
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

  it('returns each candidate once, best first, whatever their order', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const fused = linearFusion(list);
        assert.deepEqual(order(fused).sort(), list.map(({ key }) => key).sort());
        for (const [index, { score }] of fused.slice(1).entries()) assert.ok(score <= fused[index]!.score);
        assert.deepEqual(linearFusion([...list].reverse()), fused);
      }),
    );
  });

  it('ranks two passages that have vectors alike in any company', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const judged = list.filter(({ similarity }) => similarity !== undefined);
        const place = new Map(order(linearFusion(list)).map((key, index) => [key, index]));
        const alone = order(linearFusion(judged));
        for (const [index, key] of alone.slice(1).entries()) assert.ok(place.get(alone[index]!)! < place.get(key)!);
      }),
    );
  });

  it('leaves passages without a vector in the order of terms, and the first by terms first until it has one', () => {
    fc.assert(
      fc.property(listed, (list) => {
        const rank = new Map(order(linearFusion(list)).map((key, index) => [key, index]));
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
