import type { Span } from '../text/span';

export interface ScoreOptions {
  /** Also compute the rank among all continuations, of each token or of some (slow: one pass over the vocabulary a token). */
  readonly rank?: boolean | ((token: Span) => boolean);
}

/** One token's score in its sentence. Offsets are UTF-16 units in the text that was scored; the end of sentence is an empty span at its end. */
export interface TokenScore extends Span {
  /** Natural logarithm of P(token | left context). */
  readonly logProbability: number;
  /** 1 for the likeliest continuation. Only where asked. */
  readonly rank?: number;
  /** Length of the longest n-gram that was found (n-gram models). */
  readonly matchedOrder?: number;
  readonly outOfVocabulary?: boolean;
}

export interface SentenceScore {
  /** Sum over tokens, end of sentence counted, placeholders not; natural logarithm. */
  readonly logProbability: number;
  readonly tokens: readonly TokenScore[];
}

export interface Continuation {
  readonly text: string;
  readonly logProbability: number;
}

/** What n-gram and neural models have in common. A call takes plain text, masked where it was markup. */
export interface LanguageModel {
  readonly id: string;
  score(sentences: readonly string[], options?: ScoreOptions): Promise<readonly SentenceScore[]>;
  /** The `count` likeliest next words after `context`, best first. */
  next(context: string, count: number): Promise<readonly Continuation[]>;
}

/** Surprisal in bits of a natural log probability. */
export const surprisalBits = (logProbability: number): number => -logProbability / Math.LN2;
