import type { TokenScore } from '../lm/languageModel';
import { meanLogProbability } from '../search/query/passageLikelihood';
import type { Span } from '../text/span';
import type { AskedPassage } from './answered';
import { type ContentWord, coverage, stemSet } from './askedWords';
import weights from './evidenceWeights.json';

/** What tells whether a passage answers a question; each part that was not made is undefined. */
export interface Evidence {
  /** The question's words that stand in the passage or the headings above it, by how surprising they are, 0 to 1. */
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
  /** Mean log probability of the question's tokens after the passage, natural logarithm. */
  readonly likelihood?: number | undefined;
  /** What the passage adds to that of the question's content words, 0 to 3 nats each token, in the mean. */
  readonly gain?: number | undefined;
}

const retrieved = ['coverage', 'sentenceCoverage', 'terms'] as const;
const embedded = ['similarity', 'prominence', 'sentenceSimilarity'] as const;
const judged = ['likelihood', 'gain'] as const;

/** Which parts there are: by terms alone, by vectors too, and each with the model's likelihoods. */
export const evidenceKinds = {
  terms: retrieved,
  vectors: [...retrieved, ...embedded],
  judgedTerms: [...retrieved, ...judged],
  judgedVectors: [...retrieved, ...embedded, ...judged],
} as const satisfies Record<string, readonly (keyof Evidence)[]>;

export type EvidenceKind = keyof typeof evidenceKinds;

export const evidenceKindOf = ({ similarity, sentenceSimilarity, gain }: Evidence): EvidenceKind => {
  const hasVectors = similarity !== undefined && sentenceSimilarity !== undefined;
  if (gain === undefined) return hasVectors ? 'vectors' : 'terms';
  return hasVectors ? 'judgedVectors' : 'judgedTerms';
};

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

/** Surprisal of the question's words without any passage, in nats: what is rare tells more. Without a model all tell the same. */
export const rarityOf =
  (tokens: readonly TokenScore[] | undefined) =>
  (word: Span): number => {
    if (tokens === undefined) return 1;
    const own = tokensOf(tokens, word).reduce((sum, { logProbability }) => sum - logProbability, 0);
    return Math.min(mostRarity, Math.max(leastRarity, own));
  };

/** Nats: no single word decides alone, and none counts for nothing. */
const mostRarity = 12;
const leastRarity = 1;

const tokensOf = (tokens: readonly TokenScore[], word: Span): TokenScore[] =>
  tokens.filter(({ start, end }) => end > word.start && start < word.end);

export const wordEvidence = (
  words: readonly ContentWord[],
  { headings, snippet }: Pick<AskedPassage, 'headings' | 'snippet'>,
  unit: Span,
  rarity: (word: Span) => number,
): Pick<Evidence, 'coverage' | 'sentenceCoverage'> => {
  const above = headings.join('\n');
  return {
    coverage: coverage(words, stemSet(`${above}\n${snippet}`), rarity),
    sentenceCoverage: coverage(words, stemSet(`${above}\n${snippet.slice(unit.start, unit.end)}`), rarity),
  };
};

/** Nats: of a token no more counts, so that one rare name does not decide alone. */
const mostGain = 3;

/** @param alone the same tokens after no passage */
export const likelihoodEvidence = (
  words: readonly ContentWord[],
  after: readonly TokenScore[],
  alone: readonly TokenScore[],
): Pick<Evidence, 'likelihood' | 'gain'> => {
  const gains = words.flatMap((word) => {
    const before = tokensOf(alone, word);
    return tokensOf(after, word).map(({ logProbability }, index) =>
      Math.min(mostGain, Math.max(0, logProbability - before[index]!.logProbability)),
    );
  });
  return {
    likelihood: meanLogProbability(after),
    gain: gains.reduce((sum, gain) => sum + gain, 0) / (gains.length || 1),
  };
};
