import intercepts from './insertionIntercepts.json';

const byWord: ReadonlyMap<string, number> = new Map(Object.entries(intercepts.byWord));

/** Writers put frequent words for rarer ones: so much of a word's log frequency is taken off where one word stands for another. */
export const replacedFrequencyShare: number = intercepts.replaced;

/**
 * A sentence with one word more is less probable for that alone. What its words are given back before two sentences are compared,
 * natural logarithms: set where missing and superfluous words are told right equally often on pairs of our own making
 * (models/build/intercepts). For a stretch of several words, the sum of theirs.
 */
export const insertionIntercept = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (byWord.get(word) ?? intercepts.others), 0);
