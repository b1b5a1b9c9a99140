import type { StemmerChoice } from '../../configuration/searchSettings';
import type { SimilarWord, WordVectors } from '../../learning/word2vec/wordVectors';
import { stemmerOf } from '../index/stemming';
import { termsOf } from '../index/terms';
import { isStopWord } from '../query/stopWords';

/** What words are wanted that belong to others. */
export interface AskedWords {
  /** As they are written; those that are not known are passed over. */
  readonly words: readonly string[];
  /** What a word begins with, in lower case; absent where it may begin with anything. */
  readonly prefix?: string;
}

/** A word that is less similar is used otherwise. */
const leastSimilarity = 0.5;
/** Many neighbours are other endings of the same word. */
const consideredFor = (limit: number): number => 10 * limit + 10;

/**
 * Words that stand among the same words of a folder as all of some do together, the most similar first: no stop words, one of each stem, and none with the stem of one that was asked with.
 */
export const relatedWords = (
  vectors: WordVectors,
  { words, prefix = '' }: AskedWords,
  limit: number,
  language: StemmerChoice,
): SimilarWord[] => {
  const stem = stemmerOf(language);
  const asked = [...new Set(words.flatMap(termsOf))].filter((word) => vectors.has(word) && !isStopWord(word, language));
  if (asked.length === 0) return [];
  const known = new Set(asked.map(stem));
  return vectors
    .analogous(asked, [], consideredFor(limit), (word) => word.startsWith(prefix) && !isStopWord(word, language))
    .filter(({ word, similarity }) => {
      const isNew = similarity >= leastSimilarity && !known.has(stem(word));
      if (isNew) known.add(stem(word));
      return isNew;
    })
    .slice(0, limit);
};
