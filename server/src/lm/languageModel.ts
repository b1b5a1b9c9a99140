import type { Span } from '../text/span';

export interface ScoreOptions {
  /** Also compute the rank among all continuations, of each token or of some (slow: one pass over the vocabulary a token). */
  readonly rank?: boolean | ((token: Span) => boolean);
  /** Also `boundaryLogProbability` of each token (neural models; what `wordScores` needs). */
  readonly boundaries?: boolean;
}

/** One token's score in its sentence. Offsets are UTF-16 units in the text that was scored; the end of sentence is an empty span at its end. */
export interface TokenScore extends Span {
  /** Natural logarithm of P(token | left context). */
  readonly logProbability: number;
  /** 1 for the likeliest continuation. Only where asked. */
  readonly rank?: number;
  /** Length of the longest n-gram that was found (n-gram models). */
  readonly matchedOrder?: number;
  /** How many words before the token are a context that was seen before any word (n-gram models): it does not depend on the token. */
  readonly contextLength?: number;
  readonly outOfVocabulary?: boolean;
  /** Natural logarithm of P(the next token begins a new word | the same left context). Only where asked, of neural models only. */
  readonly boundaryLogProbability?: number;
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

/** A span of a sentence and what stands in its place after the edit; an empty span inserts, an empty replacement deletes. */
export interface CandidateEdit extends Span {
  readonly replacement: string;
}

export interface CandidateRequest {
  readonly sentence: string;
  /** What stands before it: a heading, the sentence before. */
  readonly leftContext?: string;
  readonly edits: readonly CandidateEdit[];
}

/** The tokens that an edit changes, without those after it that stay the same. Sums of natural logarithms of probabilities. */
export interface ChangedTokens {
  /** Of the sentence's tokens that the edit takes away. */
  readonly replaced: number;
  readonly replacedCount: number;
  /** Of the tokens that it puts there. */
  readonly edited: number;
  readonly editedCount: number;
}

export interface CandidateScores {
  readonly sentence: SentenceScore;
  /** For each edit: log probability of the edited sentence less that of the sentence, natural logarithm, end of sentence counted. */
  readonly gains: readonly number[];
  /** For each edit: what of the gain is of the changed tokens; the rest is of the right context. */
  readonly changes: readonly ChangedTokens[];
  /** Tokens that the model had to read for all this, those it had in its cache not counted. */
  readonly tokensRead: number;
  /** For each of the sentence's scored tokens, one value a row of the projection that was asked for; none for the last, which is not read. */
  readonly projected?: readonly (readonly number[])[];
}

export interface CandidateOptions {
  /** Tokens after an edit that are compared; absent: all to the end, which is exact. */
  readonly rightContext?: number;
  /**
   * Tokens from the first that differs that are compared at most. With 1 no token is read but the sentence's own: what may stand at a place in
   * the sentence is compared, and nothing after it.
   */
  readonly branchTokens?: number;
  /** Linear functions of what the model holds after each token of the sentence, its hidden row: as many numbers each as that has. */
  readonly projection?: readonly Float32Array[];
}

/** Order and meaning of the samplers are llama.cpp's; see `sampling/`. */
export interface SamplingOptions {
  /** 0 takes the likeliest token. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  /** Divides positive and multiplies negative logits of tokens that were there lately; 1 does nothing. */
  readonly repetitionPenalty?: number;
  readonly seed?: number;
}

/** Texts that a generation may consist of. At most one of `vocabulary`, `pattern`, `alternatives`. */
export interface ConstraintOptions {
  /** Words that may be used, and no others. */
  readonly vocabulary?: readonly string[];
  /** A regular expression that the whole text matches. */
  readonly pattern?: string;
  /** The whole text is one of these. */
  readonly alternatives?: readonly string[];
  /** Words that may not be used. */
  readonly bannedWords?: readonly string[];
}

/** What another model expects the first word to be. */
export interface Openings {
  /** How much that model counts in a linear mixture of both, 0 to 1. */
  readonly share: number;
  /** Whole words, a half-typed one from its beginning. */
  readonly words: readonly { readonly text: string; readonly probability: number }[];
}

/** How a model that was trained to chat has a turn of its user's told: what stands before it, and what stands between it and the answer. */
export interface ChatTurn {
  /** Control tokens are written in both as the tokenizer names them (`<|im_start|>`). In the turn itself the same characters are text. */
  readonly before: string;
  readonly after: string;
}

export interface GenerateOptions extends SamplingOptions, ConstraintOptions {
  readonly maxTokens: number;
  /** Tokens of the prompt that are read at most, its last, and of `turn` with it; 512 unless it is said, and never more than the model has in view. */
  readonly promptTokens?: number;
  /** A text to keep to, and what is added to the logit of a token for each of the last tokens, three at most, that it stands behind there too. Probabilities of pieces are with it. */
  readonly copied?: { readonly text: string; readonly bonus: number };
  /** The prompt is a turn of a chat, and its answer is written. */
  readonly turn?: ChatTurn;
  /**
   * The beginning of a word that stands behind the prompt: the first word begins so, in whatever tokens it is written, and what is generated is what
   * comes after (token healing). Constraints are on the word as a whole.
   */
  readonly typed?: string;
  readonly openings?: Openings;
  /** Also tell the entropy of each piece. */
  readonly entropy?: boolean;
  /** The text ends before the first of these. */
  readonly stop?: readonly string[];
}

/** A piece of generated text as it comes. Pieces are whole characters: bytes of one are held back until it is whole. */
export interface GeneratedPiece {
  readonly text: string;
  /** Of the tokens of this piece, natural logarithm, under the model itself (temperature 1, nothing cut off), mixed with openings where there are some. */
  readonly logProbability: number;
  /** Sum over the distributions that its tokens were taken from, in nats. Only where asked. */
  readonly entropy?: number;
  /** On the last piece only: the model or a stop sequence ended it, the constraint was complete, or `maxTokens` came. */
  readonly finishReason?: 'stop' | 'complete' | 'length';
}

/** A model that also conditions on text before the sentence, compares many edits at once, and writes. */
export interface CausalLanguageModel extends LanguageModel {
  scoreCandidates(
    requests: readonly CandidateRequest[],
    options?: CandidateOptions,
  ): Promise<readonly CandidateScores[]>;
  /** Continues the prompt. Ending the iteration early stops the model. */
  generate(prompt: string, options: GenerateOptions): AsyncIterable<GeneratedPiece>;
}

/** Whether a model is a neural one. */
export const isCausal = (model: LanguageModel): model is CausalLanguageModel => 'scoreCandidates' in model;

/** Surprisal in bits of a natural log probability. */
export const surprisalBits = (logProbability: number): number => -logProbability / Math.LN2;
