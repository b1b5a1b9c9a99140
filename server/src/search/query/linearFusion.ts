import type { ChunkKey } from '../chunk';
import type { StoreHit } from '../searchStore';

export interface FusionSettings {
  /** What one unit of BM25 adds to a cosine. */
  readonly termWeight: number;
  /** How many of the best by terms and of the best by vectors take part. */
  readonly depth: number;
}

export const defaultFusion: FusionSettings = { termWeight: 0.0075, depth: 100 };

/** A passage that is among the best by terms, by vectors or by both, with both scores. */
export interface Candidate {
  readonly key: ChunkKey;
  /** Score by terms, 0 where it holds none of the query's. */
  readonly terms: number;
  /** Cosine similarity to the query; undefined while the passage has no vector. */
  readonly similarity: number | undefined;
}

/**
 * Fuses by a weighted sum of both scores as they are, cosine + weight × BM25. BM25 is a sum of evidence, in log odds, that its terms are about what is asked (Robertson and Zaragoza 2009, 2.3): ten rare words
 * that are there say more than one, and a cosine is evidence beside. Where each list is scaled by its own best (min-max fusion), the best by terms counts for as much when it holds one word of a long question as
 * when it holds all. The weight is explained in models/build/retrieval/README.md.
 *
 * A passage without a vector is taken for as similar as the passage that is as far up by vectors as this one is by terms: the first by terms is taken for the first by vectors. So it
 * is not pushed down while vectors are made, and where none has a vector, the ranking is that of terms.
 * @returns best first
 */
export const linearFusion = (
  candidates: readonly Candidate[],
  { termWeight }: Pick<FusionSettings, 'termWeight'> = defaultFusion,
): StoreHit[] => {
  const byTerms = [...candidates].sort(comparedBy(({ terms }) => terms));
  const similarities = candidates.flatMap(({ similarity }) => similarity ?? []).sort((a, b) => b - a);
  return byTerms
    .map(({ key, terms, similarity }, rank) => {
      const similar = similarity ?? similarities[Math.min(rank, similarities.length - 1)] ?? 0;
      return { key, score: similar + termWeight * terms };
    })
    .sort(comparedBy(({ score }) => score));
};

/** Descending; equal ones by key, so that ranks do not depend on the order in which candidates came. */
const comparedBy =
  <Item extends { readonly key: ChunkKey }>(value: (item: Item) => number) =>
  (a: Item, b: Item): number =>
    value(b) - value(a) || (a.key < b.key ? -1 : 1);
