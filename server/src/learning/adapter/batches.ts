import type { RandomGenerator } from '../../lm/sampling/randomGenerator';
import type { ContrastiveBatch } from './infoNce';
import { pairCount, type TrainingPairs } from './trainingPairs';

/** All numbers below `count` in an order that the generator gives (Fisher and Yates). */
export const shuffled = (count: number, random: RandomGenerator): Int32Array => {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let left = count - 1; left > 0; left--) {
    const other = Math.floor(random.nextDouble() * (left + 1));
    [order[left], order[other]] = [order[other]!, order[left]!];
  }
  return order;
};

/** All pairs once, in another order each time. The candidates of a batch are the positives and the hard negatives of all its pairs, each passage once. */
export function* batchesOf(
  pairs: TrainingPairs,
  passages: Float32Array,
  dimensions: number,
  size: number,
  random: RandomGenerator,
): Generator<ContrastiveBatch> {
  const order = shuffled(pairCount(pairs), random);
  for (let from = 0; from < order.length; from += size)
    yield batchOf(pairs, order.subarray(from, from + size), passages, dimensions);
}

const batchOf = (
  pairs: TrainingPairs,
  chosen: Int32Array,
  passages: Float32Array,
  dimensions: number,
): ContrastiveBatch => {
  /** Of each passage in the batch, its place among the candidates. */
  const places = new Map<number, number>();
  const placeOf = (row: number) => {
    if (!places.has(row)) places.set(row, places.size);
    return places.get(row)!;
  };
  const positives = Int32Array.from(chosen, (pair) => placeOf(pairs.positives[pair]!));
  for (const pair of chosen) for (const row of pairs.negatives[pair]!) placeOf(row);
  const candidates = new Float32Array(places.size * dimensions);
  for (const [row, place] of places)
    candidates.set(passages.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions);
  const queries = new Float32Array(chosen.length * dimensions);
  const ignored = new Uint8Array(chosen.length * places.size);
  for (const [at, pair] of chosen.entries()) {
    queries.set(pairs.queries.subarray(pair * dimensions, (pair + 1) * dimensions), at * dimensions);
    for (const row of pairs.related[pair]!) {
      const place = places.get(row);
      if (place !== undefined && place !== positives[at]) ignored[at * places.size + place] = 1;
    }
  }
  return { queries, candidates, positives, ignored };
};
