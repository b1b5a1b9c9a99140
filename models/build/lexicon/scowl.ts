import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dialect, dialects } from '../../../server/src/lexicon/dialect';
import { capitalize } from '../../../server/src/lexicon/letterCase';
import { Standing, type WordClass } from '../../../server/src/lexicon/lexiconFile';

export interface ScowlWord {
  readonly standings: Record<Dialect, Standing>;
  /** SCOWL's size: 10 the commonest words, 60 what a spelling checker wants, 70 a large dictionary. */
  size: number;
  wordClass: WordClass;
  /** A Roman numeral in small letters. */
  numeral?: true;
}

/**
 * SCOWL's words up to size 70, without possessives, which the lexicon derives.
 * Variants of the first rank ("almost equal") count as variants, of the second ("generally acceptable") as seldom.
 */
export const readScowl = (folder: string): Map<string, ScowlWord> => {
  const words = new Map<string, ScowlWord>();
  for (const file of readdirSync(folder).sort()) {
    const [, spelling = '', category = '', size = ''] = /^(\w+?)-([a-z-]+)\.(\d\d)$/.exec(file) ?? [];
    const standings = lists[spelling];
    const wordClass = classes[category];
    if (standings === undefined || wordClass === undefined || Number(size) > 70) continue;
    const known = category === 'roman-numerals' ? 60 : Number(size);
    for (const word of readFileSync(join(folder, file), 'utf8').split('\n')) {
      if (word === '' || /'s$/.test(word)) continue;
      add(words, word.normalize('NFC'), standings, known, wordClass);
      if (category === 'roman-numerals' && word.length > 1) words.get(word)!.numeral = true;
      // English writes loans without their accents too: cafe, cliche.
      const plain = word.normalize('NFD').replaceAll(/\p{M}/gu, '');
      if (plain !== word.normalize('NFD')) add(words, plain, standings, known, wordClass);
    }
  }
  for (const [word, entry] of words) {
    // `english` for a spin on a ball: what only a large dictionary has in small letters would hide a name's lost capital.
    const name = words.get(capitalize(word));
    if (word !== capitalize(word) && entry.size >= 70 && name !== undefined && name.size <= 50) words.delete(word);
  }
  return words;
};

const add = (
  words: Map<string, ScowlWord>,
  word: string,
  standings: Partial<Record<Dialect, Standing>>,
  size: number,
  wordClass: WordClass,
): void => {
  let entry = words.get(word);
  if (entry === undefined) {
    entry = { standings: { 'en-US': 0, 'en-GB': 0, 'en-CA': 0, 'en-AU': 0 }, size, wordClass };
    words.set(word, entry);
  }
  if (size < entry.size) {
    entry.size = size;
    entry.wordClass = wordClass;
  }
  for (const dialect of dialects) {
    entry.standings[dialect] = Math.max(entry.standings[dialect], standings[dialect] ?? Standing.foreign) as Standing;
  }
};

const everywhere = (standing: Standing): Record<Dialect, Standing> => ({
  'en-US': standing,
  'en-GB': standing,
  'en-CA': standing,
  'en-AU': standing,
});

const lists: Readonly<Record<string, Partial<Record<Dialect, Standing>>>> = {
  english: everywhere(Standing.preferred),
  american: { 'en-US': Standing.preferred },
  variant_1: { 'en-US': Standing.variant },
  variant_2: { 'en-US': Standing.seldom },
  british: { 'en-GB': Standing.preferred },
  british_z: { 'en-GB': Standing.preferred },
  british_variant_1: { 'en-GB': Standing.variant },
  british_variant_2: { 'en-GB': Standing.seldom },
  canadian: { 'en-CA': Standing.preferred },
  canadian_variant_1: { 'en-CA': Standing.variant },
  canadian_variant_2: { 'en-CA': Standing.seldom },
  special: everywhere(Standing.preferred),
  australian: { 'en-AU': Standing.preferred },
  australian_variant_1: { 'en-AU': Standing.variant },
  australian_variant_2: { 'en-AU': Standing.seldom },
};

const classes: Readonly<Record<string, WordClass>> = {
  words: 'general',
  contractions: 'general',
  upper: 'name',
  'proper-names': 'name',
  abbreviations: 'abbreviation',
  'roman-numerals': 'abbreviation',
};
