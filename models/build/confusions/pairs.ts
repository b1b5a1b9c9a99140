import { confusionSets, oneWayConfusions, slipSets } from '../../../server/src/proofreading/confusion/confusionSets';
import type { readModels } from '../heldOut';

/** An ordered pair of words or phrases; the written one is in small letters. */
export interface Pair {
  readonly written: string;
  readonly intended: string;
}

const pairsOf = (sets: readonly (readonly string[])[]): Pair[] => {
  const pairs = new Map<string, Pair>();
  for (const set of sets) {
    for (const written of set) {
      for (const intended of set) {
        if (written !== intended) pairs.set(`${written}\n${intended}`, { written, intended });
      }
    }
  }
  return [...pairs.values()];
};

export const confusedPairs = (): Pair[] => pairsOf(confusionSets);
export const slippedPairs = (): Pair[] => pairsOf(slipSets);
export const oneWayPairs = (): Pair[] => oneWayConfusions.map(([written, intended]) => ({ written, intended }));

/** Words of these frequencies (natural log) are asked for slips: rarer ones are the speller's, more frequent ones are hardly ever slips. */
const FREQUENT = -13;
const MOST_FREQUENT = -8;
/** What was meant is the more frequent word, by this much (natural log). */
const LEAST_FREQUENCY_RATIO = 1;
/** A slip costs at most this much (natural log). */
const LEAST_LOG_ERROR = -8.5;

/** Frequent words that are a slip of the error model away from a more frequent one. */
export function misspelledPairs({ lexicon, corrector, ngram }: ReturnType<typeof readModels>): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < lexicon.automaton.wordCount; index++) {
    const word = lexicon.wordAt(index);
    const frequency = lexicon.frequency(index);
    if (frequency < FREQUENT || frequency > MOST_FREQUENT || !/^[a-z]{3,}$/.test(word)) continue;
    const spellings = lexicon.counterparts(index, 'en');
    for (const candidate of corrector.suggest(word, 8, { dialect: 'en' })) {
      // Another dialect's spelling of the same word is no other word.
      if (spellings.includes(candidate.word)) continue;
      if (candidate.logErrorProbability < LEAST_LOG_ERROR) continue;
      if (candidate.logPrior < frequency + LEAST_FREQUENCY_RATIO) continue;
      if (!/^[a-z]{3,}$/.test(candidate.word) || isInflection(word, candidate.word)) continue;
      if (ngram.idOf(word) === 0 || ngram.idOf(candidate.word) === 0) continue;
      pairs.push({ written: word, intended: candidate.word });
    }
  }
  return pairs;
}

/** Two forms of one word: which of them is right is a question of grammar, and an n-gram is no judge of that. */
const isInflection = (a: string, b: string): boolean => {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return ['s', 'es', 'd', 'ed', 'n', 'en', 'r', 'er', 'ing', 'ly'].some((ending) => shorter + ending === longer);
};
