import { type Dialect, dialects } from '../../../server/src/lexicon/dialect';
import { letterCase } from '../../../server/src/lexicon/letterCase';
import { type LexiconEntry, Standing } from '../../../server/src/lexicon/lexiconFile';
import type { WordUse } from './corpusCounts';
import type { ScowlWord } from './scowl';

export interface LexiconSources {
  readonly scowl: ReadonlyMap<string, ScowlWord>;
  readonly variantGroups: readonly (readonly string[])[];
  /** Contractions, combining forms and everyday words that SCOWL leaves out. */
  readonly additions: readonly string[];
  readonly technical: readonly string[];
  readonly rare: ReadonlySet<string>;
  readonly unsuggestable: ReadonlySet<string>;
  /** Misspellings and other words of SCOWL that the lexicon does without. */
  readonly excluded: ReadonlySet<string>;
  /** Spellings that are to be as good in en-US as SCOWL's own. */
  readonly american: readonly string[];
  readonly corpus: ReadonlyMap<string, WordUse>;
}

/** Natural log of the mean relative frequency of a word of each SCOWL size: what is known of a word that the corpus lacks. */
const sizeLogFrequency: Readonly<Record<number, number>> = {
  10: -8.6,
  20: -10.8,
  35: -12.9,
  40: -14,
  50: -14.8,
  55: -15.5,
  60: -15.8,
  70: -16.8,
};
/** Weight of the corpus against SCOWL's sizes. */
const CORPUS_WEIGHT = 0.85;
/** About one word in ten million. */
const UNCOMMON = 1e-7;

export const assembleEntries = (sources: LexiconSources): LexiconEntry[] => {
  const words = collectWords(sources);
  const groups = groupsByWord(sources.variantGroups, words);
  const counterpartsOf = (word: string): string[] =>
    [...new Set((groups.get(word) ?? []).flat())].filter((other) => other !== word);
  const siblings = new Map<string, string[]>();
  for (const word of words.keys()) {
    const family = siblings.get(word.toLowerCase());
    if (family === undefined) siblings.set(word.toLowerCase(), [word]);
    else family.push(word);
  }
  const frequencyOf = (word: string): number => corpusFrequency(word, siblings, sources.corpus);

  const entries: LexiconEntry[] = [];
  for (const [word, entry] of words) {
    const frequency = frequencyOf(word);
    const seldom = dialects.every((dialect) => entry.standings[dialect] <= Standing.seldom);
    const counterparts = counterpartsOf(word);
    // heros, dependance: listed by dictionaries as variants, but where the corpus has thirty of the other to one, a slip.
    const slip = seldom && counterparts.some((other) => frequencyOf(other) > 30 * (frequency + 1e-9));
    if (slip) continue;
    const prior = Math.exp(sizeLogFrequency[entry.size]! - (entry.wordClass === 'name' ? 1 : 0));
    const short =
      word.length <= 3 && letterCase(word) === 'lower' && (entry.size >= 50 || entry.wordClass === 'abbreviation');
    const listed = entry.wordClass === 'technical';
    entries.push({
      word,
      standings: entry.standings,
      wordClass: entry.wordClass,
      rare:
        sources.rare.has(word) ||
        entry.numeral === true ||
        (!listed && (entry.size >= 70 || seldom || short) && frequency < UNCOMMON),
      suggestable: !sources.unsuggestable.has(word.toLowerCase()),
      logFrequency: Math.log(CORPUS_WEIGHT * frequency + (1 - CORPUS_WEIGHT) * prior),
      counterparts,
    });
  }
  return entries;
};

const collectWords = (sources: LexiconSources): Map<string, ScowlWord> => {
  const words = new Map<string, ScowlWord>();
  const listed = new Set([...sources.additions, ...sources.technical]);
  for (const [word, entry] of sources.scowl) {
    const shortened = entry.wordClass === 'abbreviation' && letterCase(word) === 'lower' && entry.numeral !== true;
    if (!sources.excluded.has(word) && (!shortened || listed.has(word))) words.set(word, entry);
  }
  for (const word of sources.american) {
    const entry = words.get(word);
    if (entry !== undefined) entry.standings['en-US'] = Standing.variant;
  }
  const everywhere = (): Record<Dialect, Standing> => ({
    'en-US': Standing.preferred,
    'en-GB': Standing.preferred,
    'en-CA': Standing.preferred,
    'en-AU': Standing.preferred,
  });
  for (const word of sources.additions) {
    if (words.has(word)) continue;
    const wordClass = letterCase(word) === 'capitalized' ? 'name' : 'general';
    words.set(word, { standings: everywhere(), size: 50, wordClass });
  }
  for (const word of sources.technical) {
    const known = words.get(word);
    if (known !== undefined) {
      known.size = Math.min(known.size, 60);
      continue;
    }
    words.set(word, { standings: everywhere(), size: 50, wordClass: 'technical' });
    const british = iseSpelling(word);
    if (british === undefined || words.has(british)) continue;
    words.set(british, {
      standings: { ...everywhere(), 'en-US': Standing.foreign, 'en-CA': Standing.foreign },
      size: 60,
      wordClass: 'technical',
    });
  }
  return words;
};

/** tokenizer -> tokeniser: VarCon knows few technical words. */
export const iseSpelling = (word: string): string | undefined => {
  const british = word.replace(/([iy])z(e[ds]?|ers?|ing|ations?|able)$/, '$1s$2');
  return british === word ? undefined : british;
};

const groupsByWord = (
  variantGroups: LexiconSources['variantGroups'],
  words: ReadonlyMap<string, ScowlWord>,
): Map<string, (readonly string[])[]> => {
  const technicalPairs = [...words].flatMap(([word, entry]) => {
    const british = entry.wordClass === 'technical' ? iseSpelling(word) : undefined;
    return british === undefined ? [] : [[word, british]];
  });
  const groups = new Map<string, (readonly string[])[]>();
  for (const group of [...variantGroups, ...technicalPairs]) {
    const known = group.filter((word) => words.has(word));
    for (const word of known) groups.set(word, [...(groups.get(word) ?? []), known]);
  }
  return groups;
};

/**
 * The corpus frequency of an entry. Words that differ by case alone share what was counted by the forms met: `Will` gets what is
 * written so inside sentences, `will` all the rest.
 */
const corpusFrequency = (
  word: string,
  siblings: ReadonlyMap<string, readonly string[]>,
  corpus: LexiconSources['corpus'],
): number => {
  const key = word.toLowerCase();
  const use = corpus.get(key);
  if (use === undefined) return 0;
  const family = siblings.get(key) ?? [word];
  if (family.length <= 1) return use.frequency;
  const heir = family.includes(key) ? key : family[0]!;
  const own = (entry: string): number => use.forms.get(entry) ?? 0;
  const others = family.filter((entry) => entry !== heir).reduce((sum, entry) => sum + own(entry), 0);
  const count = word === heir ? use.count - others : own(word);
  return (use.frequency * Math.max(0, count)) / use.count;
};
