import type { Span } from '../text/span';
import type { AskedPassage } from './answered';
import { type ContentWord, coverage, stemSet } from './askedWords';
import weights from './evidenceWeights.json';

/** What tells whether a passage answers a question; each part that was not made is undefined. */
export interface Evidence {
  /** The question's words that stand in the passage or the headings above it, 0 to 1. */
  readonly coverage: number;
  /** The same of the sentence that answers best. */
  readonly sentenceCoverage: number;
  /** BM25 over that of the best passage by it, 0 to 1. */
  readonly terms: number;
  /** Cosine similarity of question and passage. */
  readonly similarity?: number | undefined;
  /** By how many standard deviations of all candidates that is above their mean. */
  readonly prominence?: number | undefined;
  /** Cosine similarity of question and the sentence that answers best. */
  readonly sentenceSimilarity?: number | undefined;
}

const retrieved = ['coverage', 'sentenceCoverage', 'terms'] as const;
const embedded = ['similarity', 'prominence', 'sentenceSimilarity'] as const;

/** Which parts there are: by terms alone, or by vectors too. */
export const evidenceKinds = {
  terms: retrieved,
  vectors: [...retrieved, ...embedded],
} as const satisfies Record<string, readonly (keyof Evidence)[]>;

export type EvidenceKind = keyof typeof evidenceKinds;

export const evidenceKindOf = ({ similarity, sentenceSimilarity }: Evidence): EvidenceKind =>
  similarity !== undefined && sentenceSimilarity !== undefined ? 'vectors' : 'terms';

/** The parts of evidence as numbers, in the order of `evidenceKinds`. */
export const evidenceFeatures = (evidence: Evidence, kind: EvidenceKind): number[] =>
  evidenceKinds[kind].map((name) => evidence[name] ?? 0);

/** The probability that the passage answers the question: logistic regression (models/build/answering). */
export const probabilityOf = (evidence: Evidence): number => {
  const kind = evidenceKindOf(evidence);
  const { constant, features } = weights.kinds[kind] as { constant: number; features: Record<string, number> };
  const logOdds = evidenceKinds[kind].reduce((sum, name) => sum + features[name]! * evidence[name]!, constant);
  return 1 / (1 + Math.exp(-logOdds));
};

/** Below this probability of its best passage a question is refused. */
export const refusalThreshold = (kind: EvidenceKind): number => weights.kinds[kind].threshold;

export const wordEvidence = (
  words: readonly ContentWord[],
  { headings, snippet }: Pick<AskedPassage, 'headings' | 'snippet'>,
  unit: Span,
): Pick<Evidence, 'coverage' | 'sentenceCoverage'> => {
  const above = headings.join('\n');
  return {
    coverage: coverage(words, stemSet(`${above}\n${snippet}`)),
    sentenceCoverage: coverage(words, stemSet(`${above}\n${snippet.slice(unit.start, unit.end)}`)),
  };
};
