import type { CoOccurrence } from './coOccurrence';
import type { ItemVectors } from './itemVectors';

/** An item and how much it belongs to another. */
export interface RelatedItem {
  readonly item: number;
  readonly score: number;
}

/** Scores of all items for one; 0 of what does not belong to it. */
export type Relatedness = (item: number) => Float64Array;

/** The number of baskets in common; of two that have as many, the one of more weight. */
export const byCounts = (together: CoOccurrence): Relatedness => {
  return (item) => {
    const scores = new Float64Array(together.items);
    // A weight is at most the number of its baskets: it only parts what has as many.
    for (const { item: other, baskets, weight } of together.with(item))
      scores[other] = baskets + weight / (baskets + 1);
    return scores;
  };
};

/** The weight of the baskets in common. */
export const byWeight = (together: CoOccurrence): Relatedness => {
  return (item) => {
    const scores = new Float64Array(together.items);
    for (const { item: other, weight } of together.with(item)) scores[other] = weight;
    return scores;
  };
};

/** How likely an item is, whatever was asked about. */
export const byRates = (vectors: ItemVectors): Relatedness => {
  const rates = Float64Array.from(vectors.arrays.rates);
  return () => rates;
};

/** The cosine of vectors. */
export const byCosine = (vectors: ItemVectors): Relatedness => {
  return (item) =>
    Float64Array.from({ length: vectors.items }, (_, other) =>
      other === item ? 0 : Math.max(0, vectors.similarity(item, other)),
    );
};

/** How likely vectors take each item to be in the company of one. */
export const byCompany =
  (vectors: ItemVectors): Relatedness =>
  (item) =>
    vectors.companyOf(item);

/** What is expected of an item before it was seen with another: half by what company vectors take for likely, half by how often the other is seen at all. Sums to 1 at most. */
export const byExpectation = (vectors: ItemVectors): Relatedness => {
  const { rates } = vectors.arrays;
  const sum = rates.reduce((total, rate) => total + rate, 0) || 1;
  return (item) => vectors.companyOf(item).map((likely, other) => (likely + rates[other]! / sum) / 2);
};

/**
 * Counts, and back-off where there are none (Katz 1987): first what was seen with an item, by baskets in common; then what was not, but was seen with the same, by what is expected. Each is out of the item's
 * baskets and one more, so that scores are between 0 and 1, and what is expected never comes before what was seen.
 * @param expected sums to 1 at most
 */
export const byCountsBackedOff = (together: CoOccurrence, expected: Relatedness): Relatedness => {
  const countsOf = byCounts(together);
  return (item) => {
    const counts = countsOf(item);
    const expectations = expected(item);
    const isReached = reachedFrom(together, item);
    const baskets = together.basketsOf(item) + 1;
    return counts.map((count, other) => (count > 0 ? count : isReached(other) ? expectations[other]! : 0) / baskets);
  };
};

/** Whether items were seen with what an item was seen with. */
const reachedFrom = (together: CoOccurrence, item: number): ((other: number) => boolean) => {
  const reached = new Set<number>();
  for (const { item: shared } of together.with(item))
    for (const { item: other } of together.with(shared)) if (other !== item) reached.add(other);
  return (other) => reached.has(other);
};

/** The best items, best first; of two alike the lower number first. */
export const bestItems = (
  scores: Float64Array,
  limit: number,
  accepts: (item: number) => boolean,
): readonly RelatedItem[] =>
  [...scores.keys()]
    .filter((item) => scores[item]! > 0 && accepts(item))
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, limit)
    .map((item) => ({ item, score: scores[item]! }));
