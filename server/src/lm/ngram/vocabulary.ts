import { REFERENCE, SENTENCE_END, SENTENCE_START, UNKNOWN } from './vocabularyForm';

export const UNKNOWN_ID = 0;
export const SENTENCE_START_ID = 1;
export const SENTENCE_END_ID = 2;

/**
 * The words of a model, numbered from 0: `<unk>`, `<s>`, `</s>`, then the rest by falling frequency, so that frequent words
 * have small numbers (the compact format's gap codes profit from it).
 */
export class Vocabulary {
  readonly words: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  /** Throws a RangeError when the first three are not `<unk>`, `<s>`, `</s>`, or a word occurs twice. */
  constructor(words: readonly string[]) {
    if (words[0] !== UNKNOWN || words[1] !== SENTENCE_START || words[2] !== SENTENCE_END)
      throw new RangeError(`A vocabulary begins with ${UNKNOWN}, ${SENTENCE_START}, ${SENTENCE_END}`);
    const ids = new Map(words.map((word, id) => [word, id]));
    if (ids.size !== words.length) throw new RangeError('A vocabulary lists a word twice');
    this.words = words;
    this.#ids = ids;
  }

  get size(): number {
    return this.words.length;
  }

  /** 0, the number of `<unk>`, for a word that is not in the vocabulary. */
  idOf(word: string): number {
    return this.#ids.get(word) ?? UNKNOWN_ID;
  }

  has(word: string): boolean {
    return this.#ids.has(word);
  }

  /** Words that are contexts of others but never predicted: their probability is 0, and what they would take is left to the rest. */
  contextOnlyIds(): ReadonlySet<number> {
    const ids = new Set([UNKNOWN_ID, SENTENCE_START_ID]);
    const reference = this.#ids.get(REFERENCE);
    if (reference !== undefined) ids.add(reference);
    return ids;
  }
}

export interface VocabularyOptions {
  /** At most this many words in all, the special ones included. */
  readonly size?: number;
  /** Leave out words seen fewer times. */
  readonly minimumCount?: number;
  /** Leave out these words. */
  readonly exclude?: ReadonlySet<string>;
  /** Exactly these words (and the special ones), whatever their frequency. */
  readonly words?: ReadonlySet<string>;
}

/** The most frequent words of a corpus. Ties are broken by code-unit order, so the same counts give the same vocabulary. */
export function selectVocabulary(
  frequencies: Iterable<readonly [string, number]>,
  options: VocabularyOptions,
): Vocabulary {
  const { size = Number.POSITIVE_INFINITY, minimumCount = 1, exclude, words } = options;
  const special = [UNKNOWN, SENTENCE_START, SENTENCE_END];
  const counts = new Map<string, number>();
  if (words) for (const word of words) counts.set(word, 0);
  for (const [word, count] of frequencies) {
    if (special.includes(word)) continue;
    if (words ? counts.has(word) : word === REFERENCE || (count >= minimumCount && !exclude?.has(word)))
      counts.set(word, count);
  }
  for (const word of special) counts.delete(word);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  return new Vocabulary([...special, ...ranked.slice(0, Math.max(0, size - special.length))]);
}
