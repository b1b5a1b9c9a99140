import type { ChunkKey } from '../chunk';
import type { AskedTerms, ChunkFilter, SearchStore } from '../searchStore';
import type { Candidate } from './linearFusion';

export interface CandidateRequest {
  /** The query for an index by terms. */
  readonly terms: AskedTerms;
  readonly vector: Float32Array;
  /** How many of the best by terms and of the best by vectors. */
  readonly depth: number;
  readonly filter?: ChunkFilter | undefined;
}

/** The best by terms and the best by vectors. What is in one list alone has its score in the other all the same, and nothing is made up for it. */
export const candidatesFor = async (
  store: SearchStore,
  { terms, vector, depth, filter }: CandidateRequest,
): Promise<Candidate[]> => {
  const byTerms = await store.byTerms(terms, 'bm25', depth, filter);
  const byVectors = await store.byVector(vector, depth, filter);
  const termScores = new Map(byTerms.map(({ key, score }) => [key, score]));
  const similarities = new Map<ChunkKey, number | undefined>(byVectors.map(({ key, score }) => [key, score]));
  const similarAlone = byVectors.map(({ key }) => key).filter((key) => !termScores.has(key));
  const termsAlone = byTerms.map(({ key }) => key).filter((key) => !similarities.has(key));
  const scores = await store.termScores(terms, 'bm25', similarAlone);
  for (const [index, key] of similarAlone.entries()) termScores.set(key, scores[index]!);
  const cosines = await store.similarities(vector, termsAlone);
  for (const [index, key] of termsAlone.entries()) similarities.set(key, cosines[index]);
  return [...termScores].map(([key, score]) => ({ key, terms: score, similarity: similarities.get(key) }));
};
