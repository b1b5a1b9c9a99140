import type { WordModel } from '../wordModel';

export interface Successor {
  readonly id: number;
  /** Natural logarithm. */
  readonly logProbability: number;
}

/** A model with a fixed vocabulary: it can tell of all words at once. Word 0 is `<unk>`, 1 `<s>`, 2 `</s>`. */
export interface VocabularyModel extends WordModel {
  readonly vocabularySize: number;
  /** Throws a RangeError when there is no such number. */
  word(id: number): string;
  /** Numbers of the words that begin with `prefix`, in the order of their UTF-8 bytes. */
  idsBeginningWith(prefix: string): Uint32Array;
  /** Length of the n-gram of words that the last call of `logProbabilityAt` found: 1 to `order`. */
  readonly matchedOrder: number;
  /** Length of the longest context of words before the last call's position that the model has seen before any word: 0 to `order` - 1. */
  readonly contextLength: number;
  /**
   * Writes the natural log probability of every word of the vocabulary after `context` (latest word last) to `target`.
   * Throws a RangeError when `target` is not as long as the vocabulary.
   */
  distribution(context: ArrayLike<number>, target: Float32Array): void;
  /** As `distribution`, without the logarithm. */
  probabilities(context: ArrayLike<number>, target: Float32Array): void;
  /** The `count` likeliest words after `context` (latest word last), best first; `<unk>` and what is never predicted left out. */
  successors(context: ArrayLike<number>, count: number): Successor[];
}
