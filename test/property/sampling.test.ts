import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Sampler } from '../../server/src/lm/sampling/sampler';
import { StopScanner } from '../../server/src/lm/sampling/stopScanner';

const logitRows = fc
  .array(
    fc.oneof(fc.float({ min: -40, max: 40, noNaN: true }), fc.constant(Number.NEGATIVE_INFINITY), fc.constant(1)),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .filter((row) => row.some((logit) => logit > Number.NEGATIVE_INFINITY))
  .map((row) => Float32Array.from(row));

const shares = fc.double({ min: 0, max: 1, noNaN: true });

const options = fc.record({
  temperature: fc.oneof(fc.constant(0), fc.double({ min: 0.05, max: 5, noNaN: true })),
  topK: fc.nat(70),
  topP: shares,
  minP: shares,
  repetitionPenalty: fc.double({ min: 0.5, max: 3, noNaN: true }),
  seed: fc.integer(),
});

const plain = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };

/** Probabilities by the definition, most probable first, equals by token. */
const softmax = (logits: Float32Array) => {
  const greatest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - greatest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights
    .map((weight, id) => ({ id, logit: logits[id]!, probability: weight / sum }))
    .filter(({ logit }) => logit > Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.logit - a.logit || a.id - b.id);
};

describe('Sampling from any logits', () => {
  it('has probabilities that sum to 1, and draws only tokens that have one', () => {
    fc.assert(
      fc.property(logitRows, options, fc.array(fc.nat(59), { maxLength: 80 }), (logits, settings, recent) => {
        const distribution = new Sampler(settings).distribution(logits, recent);
        const sum = distribution.reduce((total, { probability }) => total + probability, 0);
        assert.ok(Math.abs(sum - 1) < 1e-12, `${sum}`);
        const { id, logProbability } = new Sampler(settings).sample(logits, recent);
        assert.ok(distribution.some((token) => token.id === id));
        assert.ok(logProbability <= 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the tokens that the definitions of top-k, top-p and min-p keep, one after the other', () => {
    fc.assert(
      fc.property(logitRows, fc.nat(70), shares, shares, (logits, topK, topP, minP) => {
        const byK = softmax(logits).slice(0, topK > 0 ? topK : undefined);
        const massOfK = byK.reduce((total, { probability }) => total + probability, 0);
        const kept = new Sampler({ ...plain, topK, topP, minP }).distribution(logits).map(({ id }) => id);
        const best = byK[0]!.logit;
        const least = best + Math.log(minP);
        // Where a border falls on a token, rounding decides; all others are certain.
        const near = 1e-9;
        let before = 0;
        for (const { id, logit, probability } of byK) {
          const surelyIn = (before < (topP - near) * massOfK || before === 0) && logit >= least + near;
          const surelyOut = (before >= (topP + near) * massOfK && before > 0) || logit < least - near;
          if (surelyIn) assert.ok(kept.includes(id));
          if (surelyOut) assert.ok(!kept.includes(id));
          before += probability;
        }
        assert.deepEqual(
          kept,
          byK.slice(0, kept.length).map(({ id }) => id),
        );
        assert.ok(kept.length >= 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('draws tokens as often as they are probable', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 12 }),
        fc.constantFrom(0.5, 1, 2),
        fc.integer(),
        (row, temperature, seed) => {
          const logits = Float32Array.from(row);
          const sampler = new Sampler({ ...plain, temperature, seed });
          const distribution = sampler.distribution(logits);
          const draws = 5000;
          const counts = row.map(() => 0);
          for (let draw = 0; draw < draws; draw++) counts[sampler.sample(logits).id]!++;
          // Cells below five expected draws are pooled, as the test asks for.
          let [chiSquare, cells, restExpected, restCount] = [0, 0, 0, 0];
          const add = (expected: number, count: number): void => {
            chiSquare += (count - expected) ** 2 / expected;
            cells++;
          };
          for (const { id, probability } of distribution)
            if (probability * draws >= 5) add(probability * draws, counts[id]!);
            else [restExpected, restCount] = [restExpected + probability * draws, restCount + counts[id]!];
          if (restExpected >= 5) add(restExpected, restCount);
          // Wilson and Hilferty's approximation; 5.2 standard deviations: one in ten million.
          const degrees = Math.max(1, cells - 1);
          const bound = degrees * (1 - 2 / (9 * degrees) + 5.2 * Math.sqrt(2 / (9 * degrees))) ** 3;
          assert.ok(chiSquare < bound, `${chiSquare} at ${degrees} degrees of freedom`);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Stop sequences in any pieces', () => {
  it('cut the text where they cut it whole', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(texts, { maxLength: 8 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), { maxLength: 3 }),
        (pieces, stop) => {
          const scanner = new StopScanner(stop);
          let given = '';
          let stopped = false;
          for (const piece of pieces) {
            const scanned = scanner.push(piece);
            given += scanned.text;
            stopped = scanned.stopped;
          }
          given += scanner.flush();
          const whole = pieces.join('');
          const ends = stop.map((sequence) => whole.indexOf(sequence) + sequence.length);
          const first = stop
            .map((sequence, index) => ({ start: whole.indexOf(sequence), end: ends[index]! }))
            .filter(({ start }) => start >= 0)
            .sort((a, b) => a.end - b.end || a.start - b.start)[0];
          assert.equal(stopped, first !== undefined);
          assert.equal(given, first === undefined ? whole : whole.slice(0, first.start));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
