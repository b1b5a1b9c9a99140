import { capitalize } from '../lexicon/letterCase';
import type { CaretPlace } from './caretPlace';
import type { WordLimits, WordSuggestion } from './wordCompleter';

/** Words that stand among the same words of a workspace as some do, as they are written there, the most similar first; all begin with a prefix in lower case. */
export type DomainWords = (words: readonly string[], prefix: string) => Promise<readonly string[]>;

/** Words before the caret that say what is written about. */
const told = 8;
/** With fewer letters typed too much begins so. */
const leastTyped = 2;
/** Of a list, and only what is not among the likeliest anyway. */
const mostDomainWords = 2;

/** The likeliest words, and in the last places words of the workspace that belong to those before the caret: a model of the language at large cannot know them. */
export const withDomainWords = async (
  suggestions: readonly WordSuggestion[],
  { before, typed }: CaretPlace,
  domain: DomainWords,
  count: number,
  { vocabulary, banned }: WordLimits = {},
): Promise<readonly Pick<WordSuggestion, 'text'>[]> => {
  const words = before.filter(({ kind }) => kind === 'word').slice(-told);
  if (typed.length < leastTyped || words.length === 0) return suggestions;
  const found = await domain(
    words.map(({ form }) => form),
    typed.toLowerCase(),
  );
  const known = new Set(suggestions.map(({ text }) => text.toLowerCase()));
  const isCapital = typed.charAt(0) !== typed.charAt(0).toLowerCase();
  const added = found
    .filter((word) => word.length > typed.length && !known.has(word.toLowerCase()))
    .filter((word) => banned?.has(word.toLowerCase()) !== true && vocabulary?.has(word.toLowerCase()) !== false)
    .slice(0, mostDomainWords)
    .map((word) => ({ text: isCapital ? capitalize(word) : word }));
  return [...suggestions.slice(0, count - added.length), ...added];
};
