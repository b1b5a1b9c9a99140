import type { WordSet } from '../lexicon/wordSet';
import type { Directives } from '../proofreading/suppressions';

/** The words of the dictionaries and those that the document's own comments declare. */
export const declaredWords = (dictionary: WordSet, { words, declared }: Directives): WordSet =>
  declared.length === 0
    ? dictionary
    : {
        has: (word) => dictionary.has(word) || words.has(word),
        forbids: (word) => dictionary.forbids(word) || words.forbids(word),
      };
