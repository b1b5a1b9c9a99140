import { ABSENT } from '../../text/maskedDocument';
import type { Span } from '../../text/span';
import type { TokenScore } from '../languageModel';

/** One word of a text or, where a subword writes parts of several (`."`), those together, with the probability that a neural model gives it. */
export interface WordScore extends Span {
  /**
   * Natural logarithm of P(the word, and that it is over | the text before it, which was over where the word begins). All together have the
   * sum of all subwords.
   */
  readonly logProbability: number;
  /** Indices of the words; none for the end of the sentence, an empty span. */
  readonly words: readonly number[];
  /** As how many subwords it was read. */
  readonly subwords: number;
}

/** Letters, their marks, digits, what is not seen and underscores go on with a word that they follow without white space. */
const continues = /^[\p{L}\p{M}\p{N}\p{Cf}_]/u;
const endsOpen = /[\p{L}\p{M}\p{N}\p{Cf}_]$/u;
/** Stay with the word before them, which `'s` mostly does not. */
const clitic = /^'(?:t|re|ve|ll|d|m)$/;

/** Whether a subword, as it is written, cannot go on with a word: these are what `boundaryLogProbability` adds up. The end of a sentence is written as nothing. */
export const beginsWord = (subword: string): boolean => !continues.test(subword) && !clitic.test(subword);

/**
 * Probabilities of words from those of subwords, which carry the white space before them. Their product alone is not the word's: only the subword
 * after it says that the word is over, so _sea_ would also have what is due to _seat_ and _season_, words would sum to more than one, and the
 * next word would pay. So P(a new word begins) moves from the next word to the one before it (Pimentel and Meister 2024, "How to compute
 * the probability of a word"; Oh and Schuler 2024, "Leading whitespaces"). Nothing moves after a mark, which is over in any case; where
 * the next word does not begin with such a subword (scripts without spaces); where something without a score stands between; and where
 * subwords come without `boundaryLogProbability`.
 *
 * @param text what was scored
 * @param words its words: ascending, disjoint spans
 * @param subwords its subwords in order, white space before them in their spans or not; of several that write one character all but one are empty
 *   spans there. An empty span at the end of the text is the end of the sentence.
 * @returns ascending; words without subwords (masked stretches) have no score
 */
export function wordScores(text: string, words: readonly Span[], subwords: readonly TokenScore[]): WordScore[] {
  const groups = groupByWord(text, words, subwords);
  const logProbabilities = groups.map((group) =>
    group.subwords.reduce((sum, { logProbability }) => sum + logProbability, 0),
  );
  for (let i = 1; i < groups.length; i++) {
    if (!isOverOnlyBy(text, groups[i - 1]!, groups[i]!)) continue;
    const boundary = groups[i]!.subwords[0]!.boundaryLogProbability ?? 0;
    logProbabilities[i - 1]! += boundary;
    logProbabilities[i]! -= boundary;
  }
  return groups.map((group, i) => ({
    start: group.start,
    end: group.end,
    logProbability: logProbabilities[i]!,
    words: Array.from({ length: group.lastWord - group.firstWord + 1 }, (_, index) => group.firstWord + index),
    subwords: group.subwords.length,
  }));
}

interface Group extends Span {
  readonly firstWord: number;
  readonly lastWord: number;
  readonly subwords: readonly TokenScore[];
}

/** Whether `word` could have gone on, and it was the first subword of `next` that said it did not. */
function isOverOnlyBy(text: string, word: Group, next: Group): boolean {
  if (!endsOpen.test(read(text, word.start, word.end))) return false;
  const from = word.subwords.at(-1)!.end;
  const first = next.subwords[0]!;
  if (read(text, from, first.start).trim() !== '') return false;
  const written = read(text, from, first.end);
  // One that writes a part of a character only is an empty span before it.
  return beginsWord(written === '' ? text.slice(first.start) : written);
}

const read = (text: string, start: number, end: number): string => text.slice(start, end).replaceAll(ABSENT, '');

/** Subwords that have to do with the same words. White space that is a subword of its own goes with the word after it. */
function groupByWord(text: string, words: readonly Span[], subwords: readonly TokenScore[]): Group[] {
  const groups: { firstWord: number; lastWord: number; subwords: TokenScore[] }[] = [];
  let waiting: TokenScore[] = [];
  let word = 0;
  for (const subword of subwords) {
    const { start, end } = subword;
    let from = start;
    while (from < end && isUnwritten(text.charAt(from))) from++;
    while (word < words.length && words[word]!.end <= from) word++;
    const isEnd = start === text.length;
    if (!isEnd && (word === words.length || words[word]!.start >= end)) {
      waiting.push(subword);
      continue;
    }
    let last = isEnd ? word - 1 : word;
    while (last + 1 < words.length && words[last + 1]!.start < end) last++;
    const current = groups.at(-1);
    if (current !== undefined && word <= current.lastWord) {
      current.subwords.push(...waiting, subword);
      current.lastWord = last;
    } else groups.push({ firstWord: word, lastWord: last, subwords: [...waiting, subword] });
    waiting = [];
  }
  groups.at(-1)?.subwords.push(...waiting);
  return groups.map((group) => ({
    ...group,
    start: words[group.firstWord]?.start ?? text.length,
    end: group.firstWord <= group.lastWord ? words[group.lastWord]!.end : text.length,
  }));
}

const isUnwritten = (character: string): boolean => character === ABSENT || /\s/.test(character);
