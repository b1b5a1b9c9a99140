import { repeatsBefore } from './suggestedText';

/** A text that was drawn. */
export interface DrawnText {
  readonly text: string;
  /** Natural logarithm, of all its tokens. */
  readonly logProbability: number;
  readonly tokens: number;
  /** Mean natural log probability of the tokens that follow the caret, once the text stands there; absent where nothing follows. */
  readonly following?: number;
}

/** What a text loses, in nats a token, that says again what stands before it, and for each share of words that nobody knows. */
const REPETITION_COST = 1.5;
const MISSPELT_COST = 2;

/**
 * Texts in the order in which they are offered: by log probability a token, with that of the text behind the caret, less what speaks against them.
 * Equal ones, empty ones and beginnings of others that rank higher are left out.
 */
export const rankedTexts = (
  drawn: readonly DrawnText[],
  before: string,
  isWord: (word: string) => boolean,
): readonly string[] => {
  const ranked = drawn
    .filter(({ text }) => /\S/.test(text))
    .map((one) => ({ text: one.text.trimEnd(), score: scoreOf(one, before, isWord) }))
    .sort((one, other) => other.score - one.score);
  const kept: string[] = [];
  for (const { text } of ranked) if (!kept.some((other) => other.startsWith(text))) kept.push(text);
  return kept;
};

const scoreOf = (
  { text, logProbability, tokens, following = 0 }: DrawnText,
  before: string,
  isWord: (word: string) => boolean,
): number => {
  const typed = /[\p{L}\p{M}'\u2019]*$/u.exec(before)?.[0] ?? '';
  const words = (typed + text).match(/\p{L}[\p{L}\p{M}'\u2019]*/gu) ?? [];
  const misspelt = words.filter((word) => !isWord(word)).length / Math.max(1, words.length);
  const repeated = repeatsBefore(text, before) ? REPETITION_COST : 0;
  return logProbability / tokens + following - repeated - MISSPELT_COST * misspelt;
};
