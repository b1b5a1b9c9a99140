/** The probability of one word under two models, and which of the weights holds where it stands. */
export interface WordUnderTwo {
  readonly first: number;
  readonly second: number;
  readonly bucket: number;
}

const ROUNDS = 30;

/** The weights of the first model, one a bucket, under which words are likeliest (expectation maximisation); .5 where there are none. */
export function interpolationWeights(words: readonly WordUnderTwo[], buckets: number): Float32Array {
  let weights = new Float64Array(buckets).fill(0.5);
  const count = new Float64Array(buckets);
  for (const { bucket } of words) count[bucket]!++;
  for (let round = 0; round < ROUNDS; round++) {
    const share = new Float64Array(buckets);
    for (const { first, second, bucket } of words) {
      const weight = weights[bucket]!;
      share[bucket]! += (weight * first) / (weight * first + (1 - weight) * second);
    }
    weights = share.map((sum, bucket) => (count[bucket]! > 0 ? sum / count[bucket]! : 0.5));
  }
  return Float32Array.from(weights);
}
