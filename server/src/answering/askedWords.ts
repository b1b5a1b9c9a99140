import { stemmerOf } from '../search/index/stemming';
import { termsOfWord } from '../search/index/terms';
import { withoutStopWords } from '../search/query/stopWords';
import type { Span } from '../text/span';

/** A word of a text that says what it is about: no stop word. */
export interface ContentWord extends Span {
  /** The word itself, without its ending. */
  readonly stem: string;
  /** Of an identifier, its parts. */
  readonly parts: readonly string[];
}

const word = /[\p{L}\p{M}\p{N}_]+/gu;
/** What makes a question of a sentence and is no stop word in other texts. */
const interrogatives: ReadonlySet<string> = new Set(['when', 'whose', 'whom', 'why', 'whether', 'does', 'will', 'may']);
const stem = stemmerOf('english');

/** The words of a text that say what it is about, in order; all where it has no others. Offsets are UTF-16 units. */
export const contentWords = (text: string): ContentWord[] => {
  const kept = new Set(withoutStopWords(text, 'english').match(word));
  return [...text.matchAll(word)].flatMap(({ 0: written, index }) => {
    if (!kept.has(written)) return [];
    const [whole, ...parts] = termsOfWord(written).map(stem);
    return whole === undefined ? [] : [{ start: index, end: index + written.length, stem: whole, parts }];
  });
};

/** The content words of a question, without those that make it one; all where it has no others. */
export const questionWords = (question: string): ContentWord[] => {
  const words = contentWords(question);
  const kept = words.filter(({ start, end }) => !interrogatives.has(question.slice(start, end).toLowerCase()));
  return kept.length > 0 ? kept : words;
};

/** Stems of all words of a text, parts of identifiers among them. */
export const stemSet = (text: string): ReadonlySet<string> =>
  new Set((text.match(word) ?? []).flatMap(termsOfWord).map(stem));

/** How much of a word is among stems: of an identifier that is not there itself, the share of its parts. */
export const presence = ({ stem: whole, parts }: ContentWord, stems: ReadonlySet<string>): number => {
  if (stems.has(whole)) return 1;
  return parts.length === 0 ? 0 : parts.filter((part) => stems.has(part)).length / parts.length;
};

/** The share of words that are among stems; 0 where there are none. */
export const coverage = (words: readonly ContentWord[], stems: ReadonlySet<string>): number =>
  words.reduce((sum, word) => sum + presence(word, stems), 0) / (words.length || 1);

/** Places among others of the words that stand there in the same order, ascending: a longest common subsequence of both, by stems. */
export const placesInOrder = (words: readonly ContentWord[], others: readonly ContentWord[]): number[] => {
  // Of what is left of both from here on.
  const most = Array.from({ length: words.length + 1 }, () => new Array<number>(others.length + 1).fill(0));
  for (let own = words.length - 1; own >= 0; own--)
    for (let other = others.length - 1; other >= 0; other--)
      most[own]![other] =
        words[own]!.stem === others[other]!.stem
          ? most[own + 1]![other + 1]! + 1
          : Math.max(most[own + 1]![other]!, most[own]![other + 1]!);
  const places: number[] = [];
  for (let own = 0, other = 0; own < words.length && other < others.length; )
    if (words[own]!.stem === others[other]!.stem) {
      places.push(other++);
      own++;
    } else if (most[own + 1]![other]! >= most[own]![other + 1]!) own++;
    else other++;
  return places;
};
