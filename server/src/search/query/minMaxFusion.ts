import type { ChunkKey } from '../chunk';
import type { StoreHit } from '../searchStore';

export interface FusionSettings {
  /** Share of the similarity of vectors, 0 to 1; that of terms is the rest. */
  readonly denseWeight: number;
  /** How many of the best by terms and of the best by vectors take part. */
  readonly depth: number;
}

export const defaultFusion: FusionSettings = { denseWeight: 0.85, depth: 100 };

/** A passage that is among the best by terms, by vectors or by both, with both scores. */
export interface Candidate {
  readonly key: ChunkKey;
  /** Score by terms, 0 where it holds none of the query's. */
  readonly terms: number;
  /** Cosine similarity to the query; undefined while the passage has no vector. */
  readonly similarity: number | undefined;
}

/**
 * Fuses by a weighted sum of both scores, each mapped linearly from its least possible value (0 for terms, -1 for a cosine) to 0 and from the best candidate's to 1: the convex
 * combination with theoretical min-max of Bruch, Gai and Ingber ("An Analysis of Fusion Functions for Hybrid Retrieval", 2023). Where a list happens to end does not matter, as it does
 * with the least score that was seen. The weight is explained in models/build/retrieval/README.md.
 *
 * A passage without a vector is taken for as similar as the passage that is as far up by vectors as this one is by terms: the first by terms is taken for the first by vectors. So it
 * is not pushed down while vectors are made, and where none has a vector, the ranking is that of terms.
 * @returns scores from 0 to 1, best first
 */
export const minMaxFusion = (
  candidates: readonly Candidate[],
  { denseWeight }: Pick<FusionSettings, 'denseWeight'> = defaultFusion,
): StoreHit[] => {
  const byTerms = [...candidates].sort(comparedBy(({ terms }) => terms));
  const similarities = candidates.flatMap(({ similarity }) => similarity ?? []).sort((a, b) => b - a);
  const best = similarities[0];
  const mostTerms = byTerms[0]?.terms ?? 0;
  const dense = best === undefined ? 0 : mostTerms === 0 ? 1 : denseWeight;
  return byTerms
    .map(({ key, terms, similarity }, rank) => {
      const similar = similarity ?? similarities[Math.min(rank, similarities.length - 1)] ?? -1;
      const byVectors = best === undefined || best <= -1 ? 0 : (similar + 1) / (best + 1);
      return { key, score: dense * byVectors + (1 - dense) * (mostTerms === 0 ? 0 : terms / mostTerms) };
    })
    .sort(comparedBy(({ score }) => score));
};

/** Descending; equal ones by key, so that ranks do not depend on the order in which candidates came. */
const comparedBy =
  <Item extends { readonly key: ChunkKey }>(value: (item: Item) => number) =>
  (a: Item, b: Item): number =>
    value(b) - value(a) || (a.key < b.key ? -1 : 1);
