import assert from 'node:assert/strict';
import type { Basket } from '../../../server/src/learning/item2vec/basket';
import { CoOccurrence } from '../../../server/src/learning/item2vec/coOccurrence';
import {
  bestItems,
  byCompany,
  byCounts,
  byCountsBackedOff,
  byExpectation,
  byWeight,
} from '../../../server/src/learning/item2vec/relatedItems';
import { type Item2vecOptions, trainItem2vec } from '../../../server/src/learning/item2vec/trainItem2vec';
import { WeightedDraw } from '../../../server/src/learning/item2vec/weightedDraw';
import { RandomGenerator } from '../../../server/src/lm/sampling/randomGenerator';

const basket = (...items: readonly number[]): Basket => ({ items, weight: 1 });
const repeated = (times: number, baskets: readonly Basket[]): readonly Basket[] =>
  Array.from({ length: times }, () => baskets).flat();

const options: Item2vecOptions = {
  dimensions: 16,
  epochs: 200,
  mostPairs: 60_000,
  negatives: 5,
  noisePower: 0.75,
  learningRate: 0.05,
  contexts: 8,
  seed: 7,
};

describe('item2vec', () => {
  // 0 and 1 keep the company of 2 and 3, and 4 and 5 that of 6 and 7; none of the four comes with another of them.
  const company = repeated(20, [
    ...[basket(0, 2), basket(0, 3), basket(1, 2), basket(1, 3)],
    ...[basket(4, 6), basket(4, 7), basket(5, 6), basket(5, 7)],
  ]);

  it('gives the same vectors for the same seed, and others for another', () => {
    const { arrays } = trainItem2vec(company, 8, options);
    assert.deepEqual(trainItem2vec(company, 8, options).arrays, arrays);
    assert.notDeepEqual(trainItem2vec(company, 8, { ...options, seed: 8 }).arrays.vectors, arrays.vectors);
  });

  it('takes items for alike that keep the same company, though they were never seen together', () => {
    const vectors = trainItem2vec(company, 8, options);
    for (const [one, same, others] of [
      [0, 1, [4, 5]],
      [4, 5, [0, 1]],
    ] as const)
      for (const other of others)
        assert.ok(vectors.similarity(one, same) > 0.5 + Math.max(0, vectors.similarity(one, other)));
  });

  it('learns how likely each item is the company of another', () => {
    // Of the others that 0 is seen with, 1 makes three fifths, and so on.
    const baskets = [
      ...repeated(60, [basket(0, 1)]),
      ...repeated(30, [basket(0, 2)]),
      ...repeated(10, [basket(0, 3)]),
      ...repeated(50, [basket(2, 3)]),
    ];
    const likely = trainItem2vec(baskets, 4, { ...options, epochs: 1000, mostPairs: 400_000 }).companyOf(0);
    for (const [item, share] of [0, 0.6, 0.3, 0.1].entries())
      assert.ok(Math.abs(likely[item]! - share) < 0.06, `${item}: ${likely[item]} instead of ${share}`);
  });

  it('says nothing of what was seen with nothing', () => {
    const vectors = trainItem2vec([...company, basket(8)], 10, options);
    for (const alone of [8, 9]) {
      assert.equal(vectors.similarity(alone, 0), 0);
      assert.ok(vectors.companyOf(alone).every((value) => value === 0));
      assert.equal(vectors.companyOf(0)[alone], 0);
    }
    assert.deepEqual([...trainItem2vec([basket(0)], 1, options).companyOf(0)], [0]);
  });

  it('takes for likelier what is seen by now, in baskets that weigh more', () => {
    const weighed = (weight: number): readonly Basket[] =>
      repeated(50, [
        { items: [0, 1], weight },
        { items: [0, 2], weight: 1 - weight },
      ]);
    const share = (weight: number) => trainItem2vec(weighed(weight), 3, options).companyOf(0)[1]!;
    assert.ok(share(0.9) > share(0.1) + 0.3);
  });

  it('tells how far it is', () => {
    const told: number[] = [];
    trainItem2vec(company, 8, { ...options, epochs: 5 }, (done, of) => told.push(done / of));
    assert.ok(told.length > 1);
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    );
    assert.equal(told.at(-1), 1);
  });
});

describe('items that were seen together', () => {
  const together = CoOccurrence.of([basket(0, 1), basket(0, 1, 2), { items: [0, 2], weight: 0.5 }, basket(2)], 4);

  it('are counted, and weighed by the size of their baskets', () => {
    assert.deepEqual(
      [...together.with(0)],
      [
        { item: 1, baskets: 2, weight: Math.fround(1 + Math.SQRT1_2) },
        { item: 2, baskets: 2, weight: Math.fround(Math.SQRT1_2 + 0.5) },
      ],
    );
    assert.deepEqual([...together.with(3)], []);
    assert.deepEqual(
      [0, 1, 2, 3].map((item) => together.basketsOf(item)),
      [3, 2, 3, 0],
    );
  });

  it('are ranked by their counts, those with as many by weight', () => {
    const ranked = (scores: Float64Array) => bestItems(scores, 10, () => true).map(({ item }) => item);
    assert.deepEqual(ranked(byCounts(together)(0)), [1, 2]);
    assert.deepEqual(ranked(byWeight(together)(2)), [0, 1]);
    assert.deepEqual(bestItems(byCounts(together)(0), 1, (item) => item !== 1)[0]?.item, 2);
  });

  it('come before those that were only seen with the same, which come as they are expected, and what has nothing in common does not come', () => {
    // 0 with 1 twice and with 2; 1 with 3, and 2 with 4; 5 and 6 apart.
    const baskets = CoOccurrence.of(
      [basket(0, 1), basket(0, 1), basket(0, 2), basket(1, 3), basket(2, 4), basket(5, 6)],
      7,
    );
    const expected = () => Float64Array.of(0, 0, 0.3, 0.1, 0.2, 0.4, 0);
    const scores = byCountsBackedOff(baskets, expected)(0);
    assert.deepEqual(
      bestItems(scores, 10, () => true).map(({ item }) => item),
      [1, 2, 4, 3],
    );
    assert.ok(scores.every((score) => score >= 0 && score <= 1));
    assert.ok(scores[2]! >= 1 / 4 && scores[4]! < 1 / 4);
  });

  it('are expected half by their vectors and half by how often they are seen', () => {
    const vectors = trainItem2vec([basket(0, 1), basket(0, 1, 2), basket(1, 2), basket(3, 4)], 5, options);
    const expected = byExpectation(vectors)(0);
    assert.ok(Math.abs(expected.reduce((total, value) => total + value, 0) - 1) < 1e-6);
    const likely = byCompany(vectors)(0);
    for (const item of [1, 2, 3]) assert.ok(expected[item]! > likely[item]! / 2);
  });
});

describe('a draw by weights', () => {
  it('draws each as often as it weighs, and never what weighs nothing', () => {
    const weights = Float64Array.of(1, 0, 5, 3, 0.5, 0.5);
    const draw = new WeightedDraw(weights);
    const random = RandomGenerator.ofSeed(3);
    const drawn = new Float64Array(weights.length);
    for (let time = 0; time < 100_000; time++) drawn[draw.next(random)]!++;
    for (const [place, weight] of weights.entries()) assert.ok(Math.abs(drawn[place]! / 100_000 - weight / 10) < 0.01);
    assert.equal(drawn[1], 0);
  });
});
