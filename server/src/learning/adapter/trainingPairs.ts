/**
 * Pairs of a query and the passage that answers it, as numbers. Rows of passages count from 0 and are those of a pool that many pairs share.
 */
export interface TrainingPairs {
  /** One row a pair, each of length 1. */
  readonly queries: Float32Array;
  /** Of each pair, the passage that answers. */
  readonly positives: Int32Array;
  /** Of each pair, passages that look right and are not, such as the best by BM25. */
  readonly negatives: readonly Int32Array[];
  /** Of each pair, passages that may be as right as the positive: they are no negatives, and ranks leave them out. */
  readonly related: readonly Int32Array[];
}

export const pairCount = ({ positives }: TrainingPairs): number => positives.length;

/** Some of the pairs, in the order that is given. */
export const selectedPairs = (pairs: TrainingPairs, chosen: readonly number[], dimensions: number): TrainingPairs => {
  const queries = new Float32Array(chosen.length * dimensions);
  for (const [at, pair] of chosen.entries())
    queries.set(pairs.queries.subarray(pair * dimensions, (pair + 1) * dimensions), at * dimensions);
  return {
    queries,
    positives: Int32Array.from(chosen, (pair) => pairs.positives[pair]!),
    negatives: chosen.map((pair) => pairs.negatives[pair]!),
    related: chosen.map((pair) => pairs.related[pair]!),
  };
};
