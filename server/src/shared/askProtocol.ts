/** What client and server say about questions that the workspace is asked. Of the rest of the contract it knows ranges and what a search tells of itself. */
import type { FoundPlace, SearchReadiness, StoreShare } from './searchProtocol';

/**
 * Request, client to server: what the workspace says to a question. The first one opens the indexes, as a search does. With a `partialResultToken` each `AnswerPart` is told by `$/progress` as soon as it is
 * there, extracts first; the result has all of it once more.
 */
export const askMethod = 'surprisal/ask';

export interface AskParams {
  readonly question: string;
  /** False: extracts alone. True when absent, as far as settings let a text be generated. */
  readonly generates?: boolean;
  readonly partialResultToken?: string;
}

export type AnswerPart =
  /** All so far, in place of those told before. */
  | { readonly kind: 'extracts'; readonly extracts: readonly AnswerExtract[] }
  /** A piece of the text that is being generated, not checked yet. */
  | { readonly kind: 'text'; readonly text: string }
  /** All generated sentences so far, checked; in place of the text. */
  | { readonly kind: 'sentences'; readonly sentences: readonly AnswerSentence[] };

export interface AskResult {
  /** Best first; after those, what generated sentences cite beside. Of a question that was refused, what comes nearest. */
  readonly extracts: readonly AnswerExtract[];
  /** Absent where nothing was to be generated, or could be. */
  readonly generated?: GeneratedAnswer;
  /** Nothing that was found answers the question. */
  readonly refused: boolean;
  /** How sure that something does, 0 to 1. */
  readonly confidence: number;
  /** What is missing of the answer, and why: a sentence each. */
  readonly notes: readonly string[];
  /** Why nothing could be asked, in one line; there is no answer then. */
  readonly problem?: string;
  /** Of the workspace's folders. */
  readonly readiness: SearchReadiness;
  /** Absent where no store is asked beside the folders. */
  readonly store?: StoreShare;
}

/** A sentence of a passage, or a few lines of code, that answers. */
export interface AnswerExtract extends FoundPlace {
  readonly text: string;
  /** The whole passage that it stands in. */
  readonly passage: string;
  readonly score: number;
}

/** What a model wrote from passages: likely, not certain. */
export interface GeneratedAnswer {
  readonly model: string;
  /** What it was given, exactly. */
  readonly prompt: string;
  readonly sentences: readonly AnswerSentence[];
  /** Sentences that were left out, as nothing supports them. */
  readonly dropped: number;
}

export interface AnswerSentence {
  readonly text: string;
  /** Whether what it cites says it, as far as can be told. */
  readonly supported: boolean;
  /** Places in `extracts`. Those of a sentence that is not supported are the nearest there are, or none. */
  readonly citations: readonly number[];
}
