import { newStemmer } from 'snowball-stemmers';
import type { StemmerChoice } from '../../configuration/searchSettings';

/** Takes a word's ending off. The same word has the same stem each time. */
export type Stem = (word: string) => string;

/** What is longer, or holds anything but letters, is a name or a key: it has no endings. */
const inflected = /^[\p{L}\p{M}]{3,24}$/u;

/** Stems that are kept, since few words make up most of a text and a stemmer takes 6 µs. */
const mostKept = 200_000;

const made = new Map<StemmerChoice, Stem>();

/** The stemmer of a language; one for all callers, since it keeps what it has made. */
export const stemmerOf = (choice: StemmerChoice): Stem => {
  let stem = made.get(choice);
  if (stem === undefined) {
    stem = choice === 'none' ? (word) => word : keeping(choice);
    made.set(choice, stem);
  }
  return stem;
};

const keeping = (choice: StemmerChoice): Stem => {
  const stemmer = newStemmer(choice);
  const kept = new Map<string, string>();
  return (word) => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    const stem = inflected.test(word) ? stemmer.stem(word) : word;
    if (kept.size >= mostKept) kept.clear();
    kept.set(word, stem);
    return stem;
  };
};
