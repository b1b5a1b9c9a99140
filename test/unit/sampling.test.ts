import assert from 'node:assert/strict';
import type { SamplingOptions } from '../../server/src/lm/languageModel';
import { exponentialOfNegative } from '../../server/src/lm/sampling/exponential';
import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';
import { Sampler } from '../../server/src/lm/sampling/sampler';
import { StopScanner } from '../../server/src/lm/sampling/stopScanner';
import type { ConstraintState } from '../../server/src/lm/sampling/tokenConstraint';

/** Nothing cut off, nothing changed. */
const plain = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };

const probabilities = (logits: readonly number[], options: SamplingOptions, recent: readonly number[] = []) => {
  const result = logits.map(() => 0);
  const distribution = new Sampler({ ...plain, ...options }).distribution(Float32Array.from(logits), recent);
  for (const { id, probability } of distribution) result[id] = probability;
  return result;
};

const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(2)));

const kept = (logits: readonly number[], options: SamplingOptions): number[] =>
  new Sampler({ ...plain, ...options }).distribution(Float32Array.from(logits)).map(({ id }) => id);

const allowOnly = (...allowed: readonly number[]): ConstraintState => ({
  mask(logits) {
    for (let id = 0; id < logits.length; id++) if (!allowed.includes(id)) logits[id] = Number.NEGATIVE_INFINITY;
  },
  advance: () => allowOnly(...allowed),
  accepts: true,
  complete: false,
});

describe('Sampling from logits', () => {
  it('gives the softmax of logits 1, 2, 3 at temperatures 1, 2 and one half', () => {
    assert.deepEqual(rounded(probabilities([1, 2, 3], { temperature: 1 })), [0.09, 0.24, 0.67]);
    assert.deepEqual(rounded(probabilities([1, 2, 3], { temperature: 2 })), [0.19, 0.31, 0.51]);
    assert.deepEqual(rounded(probabilities([1, 2, 3], { temperature: 0.5 })), [0.02, 0.12, 0.87]);
  });

  it('gives a distribution to nine digits, also where logits are far apart', () => {
    const logits = [3, 0, -20, 1.5, -90, 700].map((logit) => logit - 650);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit - 50), 0);
    for (const [id, probability] of probabilities(logits, {}).entries()) {
      const expected = Math.exp(logits[id]! - 50) / sum;
      assert.ok(Math.abs(probability - expected) <= 1e-9 * expected, `${id}: ${probability}, ${expected}`);
    }
  });

  it('takes the greatest logit at temperature 0, of equals the first, whatever the seed', () => {
    for (const seed of [1, 2, 3])
      assert.equal(new Sampler({ temperature: 0, seed }).sample(Float32Array.of(1, 4, 2, 4)).id, 1);
    assert.deepEqual(probabilities([1, 4, 2, 4], { temperature: 0 }), [0, 1, 0, 0]);
  });

  it('penalizes before it takes the greatest', () => {
    const sampler = new Sampler({ temperature: 0, repetitionPenalty: 2 });
    assert.equal(sampler.sample(Float32Array.of(1, 4, 3), [1]).id, 2);
  });

  it('keeps the k most probable', () => {
    assert.deepEqual(kept([1, 2, 3, 4], { topK: 2 }), [3, 2]);
    assert.deepEqual(kept([1, 2, 3, 4], { topK: 9 }), [3, 2, 1, 0]);
    assert.deepEqual(kept([1, 2, 3, 4], { topK: 0 }), [3, 2, 1, 0]);
  });

  it('keeps the first of equals', () => {
    assert.deepEqual(kept([5, 5, 5, 5], { topK: 3 }), [0, 1, 2]);
    assert.deepEqual(kept([5, 5, 5, 5], { topP: 0.5 }), [0, 1]);
  });

  it('keeps the fewest tokens that hold the share p', () => {
    // .665, .245, .090
    assert.deepEqual(kept([1, 2, 3], { topP: 0.66 }), [2]);
    assert.deepEqual(kept([1, 2, 3], { topP: 0.67 }), [2, 1]);
    assert.deepEqual(kept([1, 2, 3], { topP: 0.91 }), [2, 1, 0]);
    assert.deepEqual(kept([1, 2, 3], { topP: 1 }), [2, 1, 0]);
    assert.deepEqual(kept([1, 2, 3], { topP: 0 }), [2]);
  });

  it('takes the share p of what top-k left', () => {
    // Of the two that are left the first has .731.
    assert.deepEqual(kept([1, 2, 3], { topK: 2, topP: 0.73 }), [2]);
    assert.deepEqual(kept([1, 2, 3], { topK: 2, topP: 0.74 }), [2, 1]);
  });

  it('keeps what is p times as probable as the best', () => {
    // e^-1 is .368, e^-2 .135.
    assert.deepEqual(kept([1, 2, 3], { minP: 0.36 }), [2, 1]);
    assert.deepEqual(kept([1, 2, 3], { minP: 0.37 }), [2]);
    assert.deepEqual(kept([1, 2, 3], { minP: 0.13 }), [2, 1, 0]);
    assert.deepEqual(kept([1, 3, 3], { minP: 1 }), [1, 2]);
  });

  it('cuts off before the temperature flattens', () => {
    assert.deepEqual(kept([1, 2, 3], { topP: 0.66, temperature: 100 }), [2]);
    assert.deepEqual(kept([1, 2, 3], { minP: 0.37, temperature: 100 }), [2]);
  });

  it('divides positive and multiplies other logits of tokens that were there, once each', () => {
    const expected = probabilities([1, -2, 3], {});
    assert.deepEqual(probabilities([2, -1, 3], { repetitionPenalty: 2 }, [0, 1, 0, 0]), expected);
  });

  it('looks at the last 64 tokens', () => {
    const past = (count: number) => [0, ...Array.from({ length: count }, () => 1)];
    const changed = probabilities([2, 1, 2], { repetitionPenalty: 2 }, past(63));
    const same = probabilities([2, 1, 2], { repetitionPenalty: 2 }, past(64));
    assert.ok(changed[0]! < changed[2]!);
    assert.equal(same[0], same[2]);
  });

  it('draws only what a constraint allows, if it is one token that is next to impossible', () => {
    const logits = Float32Array.of(100, 100, -100, Number.NEGATIVE_INFINITY);
    assert.equal(new Sampler().sample(logits, [], allowOnly(2)).id, 2);
    assert.equal(new Sampler({ temperature: 0 }).sample(logits, [], allowOnly(2)).id, 2);
  });

  it('says how probable the token was for the model itself', () => {
    const logits = Float32Array.of(1, 2, 3);
    const { id, logProbability } = new Sampler({ temperature: 0.1, topK: 1, repetitionPenalty: 5 }).sample(
      logits,
      [2],
      allowOnly(0),
    );
    assert.equal(id, 0);
    assert.ok(Math.abs(logProbability - Math.log(0.0900306)) < 1e-6);
    assert.deepEqual([...logits], [1, 2, 3]);
  });

  it('refuses NaN, infinity and a row without any token', () => {
    const sampler = new Sampler();
    assert.throws(() => sampler.sample(Float32Array.of(1, Number.NaN)), /token 1 is NaN/);
    assert.throws(() => sampler.sample(Float32Array.of(Number.POSITIVE_INFINITY, 1)), /token 0 is Infinity/);
    assert.throws(() => sampler.sample(Float32Array.of(Number.NEGATIVE_INFINITY)), /no token/);
    assert.throws(() => sampler.sample(Float32Array.of(1, 2), [], allowOnly()), /no token/);
    assert.throws(() => sampler.sample(new Float32Array(0)), /no token/);
  });

  it('refuses options without a meaning, by name', () => {
    const wrong: readonly SamplingOptions[] = [
      { temperature: -1 },
      { temperature: Number.NaN },
      { topK: -1 },
      { topK: 1.5 },
      { topP: 1.1 },
      { topP: -0.1 },
      { minP: 2 },
      { repetitionPenalty: 0 },
      { seed: 0.5 },
    ];
    for (const options of wrong)
      assert.throws(() => new Sampler(options), { name: 'RangeError', message: new RegExp(Object.keys(options)[0]!) });
  });

  it('draws the same tokens with the same seed, others with another', () => {
    const logits = Float32Array.from({ length: 1000 }, (_, id) => Math.sin(id));
    const drawn = (seed: number): number[] => {
      const sampler = new Sampler({ ...plain, seed });
      return Array.from({ length: 20 }, () => sampler.sample(logits).id);
    };
    assert.deepEqual(drawn(7), drawn(7));
    assert.notDeepEqual(drawn(7), drawn(8));
  });
});

describe('The random generator', () => {
  it('gives the numbers of the published program', () => {
    // xoshiro128starstar.c, version 1.1, from the state 1, 2, 3, 4.
    const random = new RandomGenerator([1, 2, 3, 4]);
    assert.deepEqual(
      Array.from({ length: 10 }, () => random.nextUint32()),
      [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
    );
  });

  it('spreads a seed as SplitMix64 does', () => {
    // The first two words of splitmix64.c from 1234567 are 6457827717110365317 and 3203168211198807973.
    const words = [6457827717110365317n, 3203168211198807973n];
    const [first, second] = words.map((word) => [Number(word & 0xffffffffn), Number(word >> 32n)]) as [
      [number, number],
      [number, number],
    ];
    assert.equal(RandomGenerator.ofSeed(1234567).nextUint32(), new RandomGenerator([...first, ...second]).nextUint32());
  });

  it('gives doubles from 0 to below 1, even over ten parts', () => {
    const random = RandomGenerator.ofSeed(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw++) counts[Math.floor(random.nextDouble() * 10)]!++;
    assert.equal(counts.length, 10);
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // The upper thousandth of chi-square with 9 degrees of freedom.
    assert.ok(chiSquare < 27.9, `${chiSquare}`);
  });
});

describe('The exponential from tables', () => {
  it('is within 2e-10 of the true one, down to nothing', () => {
    for (let x = 0; x < 700; x += 0.0137) {
      const expected = Math.exp(-x);
      assert.ok(Math.abs(exponentialOfNegative(x) - expected) <= 2e-10 * expected, `${x}`);
    }
    assert.equal(exponentialOfNegative(0), 1);
    assert.equal(exponentialOfNegative(800), 0);
    assert.equal(exponentialOfNegative(Number.POSITIVE_INFINITY), 0);
  });
});

describe('Stop sequences', () => {
  const scan = (stop: readonly string[], pieces: readonly string[]) => {
    const scanner = new StopScanner(stop);
    const results = pieces.map((piece) => scanner.push(piece));
    return { text: results.map(({ text }) => text).join('') + scanner.flush(), stopped: results.at(-1)!.stopped };
  };

  it('end the text before them, also where they come in pieces', () => {
    assert.deepEqual(scan(['\n\n'], ['one\n', 'two\n', '\nthree']), { text: 'one\ntwo', stopped: true });
    assert.deepEqual(scan(['END'], ['a E', 'N', 'D b']), { text: 'a ', stopped: true });
  });

  it('hold back only what may become one, and give it back in the end', () => {
    const scanner = new StopScanner(['END']);
    assert.deepEqual(scanner.push('a E'), { text: 'a ', stopped: false });
    assert.deepEqual(scanner.push('N'), { text: '', stopped: false });
    assert.deepEqual(scanner.push('EN'), { text: 'EN', stopped: false });
    assert.equal(scanner.flush(), 'EN');
  });

  it('of several, the one that is whole first', () => {
    assert.deepEqual(scan(['abcd', 'bc'], ['xabcd']), { text: 'xa', stopped: true });
    assert.deepEqual(scan(['abcd', 'bc'], ['xa', 'b', 'c', 'd']), { text: 'xa', stopped: true });
  });

  it('that are empty stop nothing', () => {
    assert.deepEqual(scan([''], ['text']), { text: 'text', stopped: false });
  });
});
