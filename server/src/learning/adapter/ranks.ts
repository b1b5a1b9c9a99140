import type { QueryAdapter } from './queryAdapter';
import { pairCount, type TrainingPairs } from './trainingPairs';
import { dot } from './vectors';

/**
 * Of each pair, the rank of its passage among all of a pool by cosine, from 1 on; passages that may be as right are left out. Of passages that are equally similar the one that is wanted comes last, so that
 * vectors which are all alike find nothing.
 * @param passages rows of length 1
 */
export const ranksOf = (adapter: QueryAdapter, pairs: TrainingPairs, passages: Float32Array): Int32Array => {
  const { dimensions } = adapter.correction;
  const queries = adapter.applyAll(pairs.queries);
  const count = passages.length / dimensions;
  const ranks = new Int32Array(pairCount(pairs));
  for (let pair = 0; pair < ranks.length; pair++) {
    const positive = pairs.positives[pair]!;
    const similarity = (row: number) => dot(passages, row * dimensions, queries, pair * dimensions, dimensions);
    const wanted = similarity(positive);
    let rank = 1;
    for (let row = 0; row < count; row++) if (row !== positive && similarity(row) >= wanted) rank++;
    for (const row of pairs.related[pair]!) if (row !== positive && similarity(row) >= wanted) rank--;
    ranks[pair] = rank;
  }
  return ranks;
};

/** Of each rank, 1 where it is among the first `depth`, else 0. */
export const foundWithin = (ranks: ArrayLike<number>, depth: number): number[] =>
  Array.from(ranks, (rank) => (rank <= depth ? 1 : 0));

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of pairs whose passage is among the first `depth`; each pair has one, so it is recall@depth. 0 of none. */
export const recallAt = (ranks: Int32Array, depth: number): number => meanOf(foundWithin(ranks, depth));

/** The mean over pairs of one over the rank. */
export const meanReciprocalRank = (ranks: Int32Array): number => meanOf(Array.from(ranks, (rank) => 1 / rank));
