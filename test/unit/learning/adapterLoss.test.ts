import assert from 'node:assert/strict';
import { Adam, learningRateAt } from '../../../server/src/learning/adapter/adam';
import { Correction } from '../../../server/src/learning/adapter/correction';
import { type ContrastiveBatch, infoNce } from '../../../server/src/learning/adapter/infoNce';
import { QueryAdapter } from '../../../server/src/learning/adapter/queryAdapter';
import { RandomGenerator } from '../../../server/src/lm/sampling/randomGenerator';

const near = (actual: number, expected: number, tolerance = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

/** Rows of length 1. */
const unitRows = (count: number, dimensions: number, random: RandomGenerator): Float32Array => {
  const rows = Float32Array.from({ length: count * dimensions }, () => random.nextDouble() - 0.5);
  for (let row = 0; row < count; row++) {
    const vector = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.hypot(...vector);
    for (let at = 0; at < dimensions; at++) vector[at]! /= length;
  }
  return rows;
};

const of = (dimensions: number, rank: number | undefined, parameters: readonly number[]): Correction => {
  const correction = new Correction(dimensions, rank);
  correction.parameters.set(parameters);
  return correction;
};

describe('the loss of an adapter', () => {
  const right = { positives: Int32Array.of(0), ignored: new Uint8Array(2) };
  const candidates = Float32Array.of(1, 0, 0, 1);

  it('is -ln of the softmax of cosines over the temperature', () => {
    const batch = { ...right, queries: Float32Array.of(1, 0), candidates };
    near(infoNce(new Correction(2, undefined), batch, 1), Math.log(1 + Math.exp(-1)));
    near(infoNce(new Correction(2, undefined), batch, 0.5), Math.log(1 + Math.exp(-2)));
  });

  it('is that of the query after WᵀW, of length 1', () => {
    // W = diag(2, 1), so (.6, .8) becomes (2.4, .8), whose cosines are .9487 and .3162.
    const batch = { ...right, queries: Float32Array.of(0.6, 0.8), candidates };
    const expected = Math.log(1 + Math.exp((0.8 - 2.4) / Math.hypot(2.4, 0.8)));
    near(infoNce(of(2, undefined, [1, 0, 0, 0]), batch, 1), expected);
    near(infoNce(of(2, 1, [1, 0, 1, 0]), batch, 1), expected);
  });

  it('takes a passage that is as right for no negative', () => {
    const batch = { queries: Float32Array.of(0.6, 0.8), candidates, positives: Int32Array.of(0) };
    near(infoNce(new Correction(2, undefined), { ...batch, ignored: Uint8Array.of(0, 1) }, 1), 0);
  });

  for (const rank of [undefined, 1, 3])
    it(`has the gradient that finite differences tell, ${rank === undefined ? 'of a D of its own entries' : `of rank ${rank}`}`, () => {
      const random = RandomGenerator.ofSeed(7);
      const dimensions = 6;
      const [queries, passages] = [unitRows(4, dimensions, random), unitRows(9, dimensions, random)];
      const ignored = new Uint8Array(4 * 9);
      ignored[1 * 9 + 5] = 1;
      const batch: ContrastiveBatch = { queries, candidates: passages, positives: Int32Array.of(0, 3, 3, 8), ignored };
      const correction = Correction.start(dimensions, rank, random);
      for (let at = 0; at < correction.parameters.length; at++)
        correction.parameters[at]! += 0.4 * (random.nextDouble() - 0.5);
      const gradient = new Float64Array(correction.parameters.length);
      infoNce(correction, batch, 0.3, gradient);
      const step = 1e-5;
      for (let at = 0; at < gradient.length; at++) {
        const moved = [step, -step].map((by) => {
          const other = correction.copy();
          other.parameters[at]! += by;
          return infoNce(other, batch, 0.3);
        }) as [number, number];
        near(gradient[at]!, (moved[0] - moved[1]) / (2 * step), 1e-7);
      }
      assert.ok(Math.hypot(...gradient) > 0.01);
    });
});

describe('an adapter', () => {
  it('makes q to WᵀWq of length 1, and its cosines rank passages as products of Wq and Wp do', () => {
    const random = RandomGenerator.ofSeed(3);
    const dimensions = 5;
    const correction = Correction.start(dimensions, undefined, random);
    for (let at = 0; at < correction.parameters.length; at++) correction.parameters[at] = random.nextDouble() - 0.5;
    const adapted = (vector: Float32Array) => {
      const sum = Float64Array.from(vector);
      correction.addProduct(Float64Array.from(vector), sum);
      return sum;
    };
    const product = (a: Float64Array | Float32Array, b: Float64Array | Float32Array) =>
      Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0);
    const [query] = [unitRows(1, dimensions, random)];
    const applied = new QueryAdapter(correction).apply(query);
    near(Math.hypot(...applied), 1);
    const passages = Array.from({ length: 4 }, () => unitRows(1, dimensions, random));
    const ratios = passages.map((passage) => product(adapted(query), adapted(passage)) / product(applied, passage));
    for (const ratio of ratios) near(ratio, ratios[0]!, 1e-4);
    assert.ok(ratios[0]! > 0);
  });

  it('changes nothing where D is 0, and refuses vectors of another length', () => {
    const query = unitRows(1, 4, RandomGenerator.ofSeed(1));
    const applied = QueryAdapter.identity(4).apply(query);
    for (let at = 0; at < 4; at++) near(applied[at]!, query[at]!);
    assert.deepEqual(Correction.start(4, 2, RandomGenerator.ofSeed(1)).parameters.subarray(8), new Float64Array(8));
    assert.throws(() => QueryAdapter.identity(4).apply(new Float32Array(3)), RangeError);
  });

  it('can be weakened towards none', () => {
    for (const rank of [undefined, 2]) {
      const correction = new Correction(3, rank);
      correction.parameters.forEach((_, at, all) => {
        all[at] = at + 1;
      });
      const [whole, half] = [new Float64Array(3), new Float64Array(3)];
      correction.addProduct(Float64Array.of(1, 2, 3), whole);
      correction.scaled(0.5).addProduct(Float64Array.of(1, 2, 3), half);
      for (let at = 0; at < 3; at++) near(half[at]!, whole[at]! / 2);
    }
  });
});

describe('the steps of a training', () => {
  it('are at first as long as the learning rate, against the gradient, whatever its size', () => {
    const parameters = Float64Array.of(1, 1, 1);
    new Adam(parameters, { l2: 0, l1: 0 }).step(Float64Array.of(100, -0.01, 0), 0.1);
    near(parameters[0]!, 0.9);
    near(parameters[1]!, 1.1, 1e-5);
    assert.equal(parameters[2], 1);
  });

  it('find the least of a square', () => {
    const parameters = Float64Array.of(3, -2);
    const adam = new Adam(parameters, { l2: 0, l1: 0 });
    for (let step = 0; step < 2000; step++)
      adam.step(
        Float64Array.of(2 * (parameters[0]! - 1), 20 * (parameters[1]! - 5)),
        learningRateAt(step, { peak: 0.1, warmUp: 0.1 }, 2000),
      );
    near(parameters[0]!, 1, 1e-3);
    near(parameters[1]!, 5, 1e-3);
  });

  it('shrink parameters by L2, and take small ones to 0 by L1 and not past it', () => {
    const shrunk = Float64Array.of(2, -0.5);
    new Adam(shrunk, { l2: 0.5, l1: 0 }).step(new Float64Array(2), 0.1);
    near(shrunk[0]!, 1.9);
    near(shrunk[1]!, -0.475);
    const thinned = Float64Array.of(2, -0.01);
    new Adam(thinned, { l2: 0, l1: 0.5 }).step(new Float64Array(2), 0.1);
    near(thinned[0]!, 1.95);
    assert.ok(thinned[1] === 0);
  });

  it('grow in a straight line, then shrink to nothing', () => {
    const schedule = { peak: 1, warmUp: 0.2 };
    const rates = Array.from({ length: 10 }, (_, step) => learningRateAt(step, schedule, 10));
    assert.deepEqual(rates.slice(0, 3), [0.5, 1, 1]);
    near(rates[6]!, 0.5);
    assert.ok(rates[9]! > 0 && rates[9]! < 0.05);
    near(learningRateAt(10, schedule, 10), 0);
  });
});
