import type { Vocabulary } from './vocabulary';

/**
 * The n-grams of one order of a back-off model, in suffix order. Number i is the word `firstWord[i]` before the (n-1)-gram
 * `suffix[i]`; its context, the n-gram without its last word, is the (n-1)-gram `context[i]`. Numbers of unigrams are words.
 */
export interface BackoffLevel {
  readonly firstWord: Uint32Array;
  /** Empty for unigrams, like `context`. */
  readonly suffix: Uint32Array;
  readonly context: Uint32Array;
  /** Natural logarithm of P(last word | context); -Infinity for a word that is never predicted. */
  readonly logProbability: Float32Array;
  /** Natural logarithm of the back-off weight of the n-gram as a context; 0 where nothing is known to follow. */
  readonly logBackoff: Float32Array;
  /** How often the n-gram was seen; absent in a model that was not trained here. */
  readonly raw?: Uint32Array;
}

/**
 * A trained back-off model as plain tables: what training makes, pruning thins, ARPA files hold, and the compact format is
 * written from. The context and the suffix of each n-gram are in it too.
 */
export interface BackoffModel {
  readonly order: number;
  readonly vocabulary: Vocabulary;
  /** Orders 1 to `order`, at indices 0 to `order - 1`. */
  readonly levels: readonly BackoffLevel[];
  /** Tokens trained on; 0 when unknown. */
  readonly events: number;
}

/** The n-gram's words, first to last, written to the start of `target`. */
export function ngramWords(model: BackoffModel, order: number, index: number, target: Uint32Array): void {
  let node = index;
  for (let level = order - 1; level >= 0; level--) {
    const { firstWord, suffix } = model.levels[level]!;
    target[order - 1 - level] = firstWord[node]!;
    if (level > 0) node = suffix[node]!;
  }
}

/** Last words of all n-grams of an order. */
export function lastWords(model: BackoffModel, order: number): Uint32Array {
  let last = model.levels[0]!.firstWord;
  for (let level = 1; level < order; level++) {
    const below = last;
    last = model.levels[level]!.suffix.map((index) => below[index]!);
  }
  return last;
}
