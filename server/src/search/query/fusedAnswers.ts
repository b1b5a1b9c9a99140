import type { SearchAnswer, SearchHit } from '../folderSearch';
import { type Candidate, linearFusion } from './linearFusion';

/** What is fused of an index's answer. */
export type FusedAnswer = Pick<SearchAnswer, 'hits' | 'candidates'>;

export interface FusedHit {
  readonly hit: SearchHit;
  /** Which of the answers it is from. */
  readonly from: number;
}

/**
 * Hits of several indexes in one order: the candidates of all are fused once more, as those of one index are. Scores as they came cannot always be compared: an index that has no vectors yet ranks by BM25
 * alone, and what a passage without a vector counts for depends on the others.
 *
 * This takes cosines of all indexes for comparable, which they are where one model has made the vectors, and BM25 too, though each index counts words in its own passages alone: a word weighs more
 * where it is rarer, and in a larger index. Where vectors take part, BM25 has a small share in a score; by terms alone there is nothing better to go by. Passages of an index that has no vectors yet
 * count as similar as those of their rank by terms. What is not among an index's own hits does not come, though in company it might be one.
 */
export const fusedAnswers = (answers: readonly FusedAnswer[]): FusedHit[] => {
  const candidates = answers.length > 1 ? fusedCandidates(answers) : undefined;
  const scores = candidates && new Map(linearFusion(candidates).map(({ key, score }) => [key, score]));
  return answers
    .flatMap(({ hits }, from) =>
      hits.map((hit) => ({ from, hit: { ...hit, score: scores?.get(candidateKey(from, hit)) ?? hit.score } })),
    )
    .sort((a, b) => b.hit.score - a.hit.score);
};

/** The candidates of all answers; undefined where all are by terms alone. Their keys are those of `candidateKey`. */
export const fusedCandidates = (answers: readonly FusedAnswer[]): readonly Candidate[] | undefined =>
  answers.some(({ candidates }) => candidates !== undefined)
    ? answers.flatMap((answer, from) =>
        candidatesOf(answer).map((candidate) => ({ ...candidate, key: candidateKey(from, candidate) })),
      )
    : undefined;

/** The same passage has other scores by terms in each index. */
export const candidateKey = (from: number, { key }: Pick<Candidate, 'key'>): string => `${from} ${key}`;

/** Of an answer by terms alone its hits are the candidates, each passage once. */
const candidatesOf = ({ hits, candidates }: FusedAnswer): readonly Candidate[] =>
  candidates ?? [
    ...new Map(hits.map(({ key, score }) => [key, { key, terms: score, similarity: undefined }])).values(),
  ];
