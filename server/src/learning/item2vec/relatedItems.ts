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

/**
 * Weights of baskets in common, smoothed by what vectors expect: the posterior mean under a Dirichlet prior (MacKay and Peto 1995), a probability. What was often seen goes by its counts; what was
 * seldom seen goes by the company of what is like it.
 * @param strength baskets' worth of the prior
 */
export const bySmoothedWeight = (together: CoOccurrence, vectors: ItemVectors, strength: number): Relatedness => {
  const weightOf = byWeight(together);
  return (item) => {
    const company = vectors.companyOf(item);
    const weights = weightOf(item);
    const sum = weights.reduce((total, weight) => total + weight, 0) + strength;
    return weights.map((weight, other) => (weight + strength * company[other]!) / sum);
  };
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
