import assert from 'node:assert/strict';
import type { Correction } from '../../../server/src/learning/adapter/correction';
import { QueryAdapter } from '../../../server/src/learning/adapter/queryAdapter';
import { ranksOf, recallAt } from '../../../server/src/learning/adapter/ranks';
import { threeWaySplit } from '../../../server/src/learning/adapter/threeWaySplit';
import {
  type AdapterData,
  defaultAdapterOptions,
  trainAdapter,
} from '../../../server/src/learning/adapter/trainAdapter';
import { selectedPairs, type TrainingPairs } from '../../../server/src/learning/adapter/trainingPairs';
import { type GuardSet, judgeAdapter } from '../../../server/src/learning/adapter/verdict';
import { RandomGenerator } from '../../../server/src/lm/sampling/randomGenerator';

const dimensions = 32;

const normalized = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

const randomVector = (random: RandomGenerator): Float32Array =>
  normalized(
    Float32Array.from(
      { length: dimensions },
      () => random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5,
    ),
  );

const rowsOf = (vectors: readonly Float32Array[]): Float32Array => {
  const rows = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    rows.set(vector, row * dimensions);
  });
  return rows;
};

/** Each passage has a query, which `turn` makes of it. */
const pairsBy = (
  passages: readonly Float32Array[],
  turn: (passage: Float32Array, index: number) => Float32Array,
): TrainingPairs => ({
  queries: rowsOf(passages.map(turn)),
  positives: Int32Array.from(passages, (_, row) => row),
  negatives: passages.map(() => new Int32Array(0)),
  related: passages.map(() => new Int32Array(0)),
});

/** A rotation by a right angle in the planes of the first half of the coordinates: what a query says there is about something else. */
const rotated = (passage: Float32Array): Float32Array => {
  const query = passage.slice();
  for (let at = 0; at < dimensions / 2; at += 2) {
    query[at] = -3 * passage[at + 1]!;
    query[at + 1] = 3 * passage[at]!;
  }
  return normalized(query);
};

const indexes = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

const random = RandomGenerator.ofSeed(11);
const passages = Array.from({ length: 600 }, () => randomVector(random));
const pool = rowsOf(passages);
const turned = pairsBy(passages, rotated);
const select = (pairs: TrainingPairs, from: number, to: number) => selectedPairs(pairs, indexes(from, to), dimensions);
/** What these ask stands in the very coordinates that the others are to look away from; in the rest they are about something else. */
const opposed = pairsBy(passages, (passage, index) => {
  const other = passages[(index + 1) % passages.length]!;
  return normalized(passage.map((value, at) => (at < dimensions / 2 ? value : 0.7 * other[at]!)));
});
const none = select(turned, 0, 0);
const data: AdapterData = {
  ...{
    dimensions,
    passages: pool,
    training: select(turned, 0, 300),
    validation: select(turned, 300, 400),
    guard: none,
  },
};
const options = {
  ...{ ...defaultAdapterOptions, rank: 8, learningRate: { peak: 0.02, warmUp: 0.1 } },
  ...{ batch: 32, epochs: 20, patience: 4 },
};
const test = { pairs: select(turned, 400, 600), passages: pool };
const identity = QueryAdapter.identity(dimensions);

describe('the training of an adapter', () => {
  for (const rank of [0, 8])
    it(`learns to look away from coordinates that are rotated, ${rank === 0 ? 'with a D of its own entries' : 'with a low rank'}`, () => {
      const { correction, epoch, before, after } = trainAdapter(data, { ...options, rank });
      assert.ok(before.recall < 0.2, String(before.recall));
      assert.ok(after.recall > 0.9, String(after.recall));
      assert.ok(epoch > 0);
      const found = recallAt(ranksOf(new QueryAdapter(correction), test.pairs, pool), 10);
      assert.ok(found > 0.9, String(found));
    });

  it('tells of each epoch, stops when validation gets no better, and gives the same numbers again', () => {
    const told: number[] = [];
    const patient = { ...options, epochs: 60, patience: 2 };
    const first = trainAdapter(data, patient, ({ epoch }) => told.push(epoch));
    assert.deepEqual(told, indexes(0, first.epochs + 1));
    assert.ok(first.epochs < 60);
    assert.equal(first.epochs, first.epoch + 2);
    assert.deepEqual(trainAdapter(data, patient).correction.parameters, first.correction.parameters);
  });

  it('ends when its listener throws', () => {
    assert.throws(
      () =>
        trainAdapter(data, options, ({ epoch }) => {
          if (epoch === 1) throw new Error('cancelled');
        }),
      /cancelled/,
    );
  });

  it('leaves D at 0 where validation is at its best already', () => {
    const same = pairsBy(passages, (passage) => passage);
    const trained = trainAdapter(
      { ...data, training: select(same, 0, 300), validation: select(same, 300, 400) },
      options,
    );
    assert.equal(trained.share, 0);
    assert.deepEqual(new QueryAdapter(trained.correction).apply(passages[0]!), identity.apply(passages[0]!));
  });

  it('keeps less of D, or none, where the guard would lose', () => {
    const guard = select(opposed, 400, 600);
    const free = trainAdapter(data, options);
    const guarded = trainAdapter({ ...data, guard }, options);
    const recallOn = (correction: Correction) => recallAt(ranksOf(new QueryAdapter(correction), guard, pool), 10);
    assert.equal(free.share, 1);
    assert.ok(recallOn(free.correction) < recallAt(ranksOf(identity, guard, pool), 10) - 0.05);
    assert.ok(guarded.share < 1);
    assert.ok(recallOn(guarded.correction) >= recallAt(ranksOf(identity, guard, pool), 10) - 0.005);
  });
});

describe('the verdict on an adapter', () => {
  const learnt = new QueryAdapter(trainAdapter(data, options).correction);
  const adapters = { before: identity, after: learnt, isNone: false };
  const guardOf = (pairs: TrainingPairs): GuardSet => ({ name: 'code', pairs, passages: pool, depth: 10 });

  it('accepts what finds more than before by more than chance', () => {
    const { accepted, reason, test: figures } = judgeAdapter(adapters, test, []);
    assert.deepEqual([accepted, reason], [true, 'better']);
    assert.equal(figures.pairs, 200);
    assert.ok(figures.after > figures.before + 0.5);
    assert.ok(figures.bootstrap.p < 0.001);
    assert.ok(figures.reciprocalRankAfter > figures.reciprocalRankBefore);
  });

  it('refuses what loses on a guard, and says on which', () => {
    const { accepted, reason, guards } = judgeAdapter(adapters, test, [
      guardOf(select(opposed, 0, 200)),
      guardOf(none),
    ]);
    assert.deepEqual([accepted, reason], [false, 'guardFell']);
    assert.deepEqual(
      guards.map(({ name, pairs }) => [name, pairs]),
      [['code', 200]],
    );
  });

  it('refuses what is no better, what may be chance, and what nothing can be told of', () => {
    const backwards = { before: learnt, after: identity, isNone: false };
    assert.equal(judgeAdapter(backwards, test, []).reason, 'notBetter');
    // Three pairs that are found and were not are as likely as tails three times in a row.
    const ranks = ranksOf(identity, test.pairs, pool);
    const lost = [...ranks.keys()].filter((pair) => ranks[pair]! > 10).slice(0, 3);
    const found = [...ranks.keys()].filter((pair) => ranks[pair]! <= 10).slice(0, 20);
    const few = { pairs: selectedPairs(test.pairs, [...lost, ...found], dimensions), passages: pool };
    assert.equal(judgeAdapter(adapters, few, []).reason, 'notSignificant');
    assert.equal(judgeAdapter(adapters, { pairs: none, passages: pool }, []).reason, 'noPairs');
    assert.equal(judgeAdapter({ ...adapters, isNone: true }, test, []).reason, 'nothingLearnt');
  });
});

describe('ranks', () => {
  it('count passages that are at least as similar, without those that may be as right', () => {
    const unit = (at: number) => Float32Array.from({ length: dimensions }, (_, other) => (at === other ? 1 : 0));
    const rows = rowsOf([unit(0), unit(0), unit(1), unit(2)]);
    const pairs = (related: readonly number[], positive: number): TrainingPairs => ({
      queries: unit(0),
      positives: Int32Array.of(positive),
      negatives: [new Int32Array(0)],
      related: [Int32Array.from(related)],
    });
    assert.deepEqual([...ranksOf(identity, pairs([], 0), rows)], [2]);
    assert.deepEqual([...ranksOf(identity, pairs([1], 0), rows)], [1]);
    // All that are not similar at all come before the one that is wanted.
    assert.deepEqual([...ranksOf(identity, pairs([], 3), rows)], [4]);
  });
});

describe('the parts of pairs', () => {
  const pairs = indexes(0, 100).map((at) => ({ query: `query ${at}`, path: `file${at % 20}.md` }));

  it('have whole files, those of the latest commits in the test', () => {
    const dateOf = (path: string) => Number(/\d+/.exec(path)![0]);
    const parts = threeWaySplit(pairs, dateOf);
    const filesOf = (part: string) =>
      [...new Set(pairs.filter((_, at) => parts[at] === part).map(({ path }) => dateOf(path)))].sort((a, b) => a - b);
    assert.deepEqual(filesOf('training'), indexes(0, 12));
    assert.deepEqual(filesOf('validation'), indexes(12, 15));
    assert.deepEqual(filesOf('test'), indexes(15, 20));
  });

  it('are the same each time where nothing tells dates', () => {
    const parts = threeWaySplit(pairs, () => 0);
    assert.deepEqual(threeWaySplit(pairs.toReversed(), () => 0).toReversed(), parts);
    for (const file of indexes(0, 20)) assert.equal(new Set(parts.filter((_, at) => at % 20 === file)).size, 1);
    assert.equal(new Set(parts).size, 3);
  });

  it('share no query: it stays in the latest part alone', () => {
    const twice = [...pairs, { query: 'query 0', path: 'file19.md' }];
    const parts = threeWaySplit(twice, (path) => Number(/\d+/.exec(path)![0]));
    assert.equal(parts[0], undefined);
    assert.equal(parts.at(-1), 'test');
  });
});
