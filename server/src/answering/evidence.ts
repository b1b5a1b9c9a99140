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
  /** How well the passage matches the question's words, each where it does best, in the mean of their cosines. */
  readonly match?: number | undefined;
  /** The same of the word that it matches worst. */
  readonly weakestMatch?: number | undefined;
}

const retrieved = ['coverage', 'sentenceCoverage', 'terms'] as const;
const embedded = ['similarity', 'prominence', 'sentenceSimilarity'] as const;
const matched = ['terms', 'prominence', 'sentenceSimilarity', 'match', 'weakestMatch'] as const;

/** Which parts count: by terms alone, by vectors too, or where the question's words were matched one by one. */
export const evidenceKinds = {
  terms: retrieved,
  vectors: [...retrieved, ...embedded],
  matches: matched,
} as const satisfies Record<string, readonly (keyof Evidence)[]>;

export type EvidenceKind = keyof typeof evidenceKinds;

/** Whether all parts of a kind were made. */
export const hasEvidence = (evidence: Evidence, kind: EvidenceKind): boolean =>
  evidenceKinds[kind].every((name) => evidence[name] !== undefined);

/** The parts of evidence as numbers, in the order of `evidenceKinds`. */
export const evidenceFeatures = (evidence: Evidence, kind: EvidenceKind): number[] =>
  evidenceKinds[kind].map((name) => evidence[name] ?? 0);

/** The probability that the passage answers the question, by which passages are put in order. */
export const probabilityOf = (evidence: Evidence): number =>
  probabilityBy(hasEvidence(evidence, 'vectors') ? 'vectors' : 'terms', evidence);

/** Logistic regression (models/build/answering). */
const probabilityBy = (kind: EvidenceKind, evidence: Evidence): number => {
  const { constant, features } = weights.kinds[kind] as { constant: number; features: Record<string, number> };
  const logOdds = evidenceKinds[kind].reduce((sum, name) => sum + features[name]! * evidence[name]!, constant);
  return 1 / (1 + Math.exp(-logOdds));
};

export interface Sureness {
  /** The probability of the surest passage, by the most that is known, 0 to 1. */
  readonly confidence: number;
  /** Whether it is too low: nothing that was found answers. */
  readonly refused: boolean;
}

/** How sure it is that any of the passages answers; of those whose words were matched one by one, where there are any. */
export const surenessOf = (passages: readonly Evidence[]): Sureness => {
  const kind = kindsBySureness.find((one) => passages.some((evidence) => hasEvidence(evidence, one))) ?? 'terms';
  const known = passages.filter((evidence) => hasEvidence(evidence, kind));
  const confidence = Math.max(0, ...known.map((evidence) => probabilityBy(kind, evidence)));
  return { confidence, refused: known.length === 0 || confidence < weights.kinds[kind].threshold };
};

const kindsBySureness = ['matches', 'vectors', 'terms'] as const;

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
