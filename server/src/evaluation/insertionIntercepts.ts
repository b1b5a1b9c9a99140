/**
 * A sentence with one word more is less probable for that alone. What a word has to be given back before two sentences are compared,
 * natural logarithms, set where missing and superfluous words are told right equally often on pairs of our own making
 * (models/build/intercepts).
 */
const intercepts: Readonly<Record<string, number>> = {};

const OTHER = 6;

/** For a stretch of several words, the sum of theirs. */
export const insertionIntercept = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + (intercepts[word] ?? OTHER), 0);
