import type { Correction } from './correction';
import { dot, lengthOf } from './vectors';

/** Queries and what each is to find among the same candidates. Rows have the correction's dimensions. */
export interface ContrastiveBatch {
  readonly queries: Float32Array;
  readonly candidates: Float32Array;
  /** Of each query, the candidate that it is to find. */
  readonly positives: Int32Array;
  /** One row a query, one number a candidate: 1 where it is as right as the positive, and so no negative. */
  readonly ignored: Uint8Array;
}

/**
 * InfoNCE (van den Oord et al. 2018): the mean over queries of -ln of the positive's share in the softmax, over all candidates, of the cosine of the adapted query and the candidate, divided by the
 * temperature. It is the score by which a search ranks, so nothing is learnt that a search would not do.
 * @param gradient by the correction's parameters, to which that of the loss is added
 * @returns natural logarithm
 */
export const infoNce = (
  correction: Correction,
  { queries, candidates, positives, ignored }: ContrastiveBatch,
  temperature: number,
  gradient?: Float64Array,
): number => {
  const { dimensions } = correction;
  const scores = new Float64Array(candidates.length / dimensions);
  const byDirection = new Float64Array(dimensions);
  let loss = 0;
  for (const [index, positive] of positives.entries()) {
    const query = Float64Array.from(queries.subarray(index * dimensions, (index + 1) * dimensions));
    const once = query.slice();
    correction.addProduct(query, once);
    const twice = once.slice();
    correction.addTransposedProduct(once, twice);
    const length = lengthOf(twice);
    const masked = ignored.subarray(index * scores.length, (index + 1) * scores.length);
    for (let row = 0; row < scores.length; row++)
      scores[row] =
        masked[row] === 1
          ? Number.NEGATIVE_INFINITY
          : dot(candidates, row * dimensions, twice, 0, dimensions) / length / temperature;
    const target = scores[positive]!;
    const normalizer = softmax(scores);
    loss += normalizer - target;
    if (gradient === undefined) continue;
    scores[positive]! -= 1;
    byDirection.fill(0);
    for (let row = 0; row < scores.length; row++) {
      const factor = scores[row]! / temperature / positives.length;
      if (Math.abs(factor) < negligible) continue;
      for (let at = 0; at < dimensions; at++) byDirection[at]! += factor * candidates[row * dimensions + at]!;
    }
    // Along the adapted query itself nothing changes, since its length is divided by.
    const along = dot(byDirection, 0, twice, 0, dimensions) / length ** 2;
    for (let at = 0; at < dimensions; at++) byDirection[at] = (byDirection[at]! - along * twice[at]!) / length;
    // With u = WᵀWq and g the gradient by u, that by W is Wq·gᵀ + Wg·qᵀ.
    const adaptedGradient = byDirection.slice();
    correction.addProduct(byDirection, adaptedGradient);
    correction.addGradient(once, byDirection, gradient);
    correction.addGradient(adaptedGradient, query, gradient);
  }
  return loss / positives.length;
};

/** A share of the softmax, over all queries, that no sum would show. */
const negligible = 1e-9;

/** Makes shares of scores, in place. @returns the logarithm of the sum of their exponentials */
const softmax = (scores: Float64Array): number => {
  const most = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let row = 0; row < scores.length; row++) {
    scores[row] = Math.exp(scores[row]! - most);
    sum += scores[row]!;
  }
  for (let row = 0; row < scores.length; row++) scores[row]! /= sum;
  return most + Math.log(sum);
};
