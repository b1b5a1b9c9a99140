/** The n-grams of one order in suffix order: number i is `firstWord[i]` before the (n-1)-gram `suffix[i]`. */
interface SuffixLevel {
  readonly firstWord: Uint32Array;
  /** Empty for unigrams, whose numbers are their words. */
  readonly suffix: Uint32Array;
}

/** Finds n-grams by their words in suffix-ordered levels. Successive look-ups share what their last words have in common. */
export class SuffixTrieCursor {
  readonly #firstWords: readonly Uint32Array[];
  /** For each (n-1)-gram, where the n-grams with it as suffix begin; entry i + 1 is where they end. */
  readonly #starts: readonly Uint32Array[];
  readonly #words: Uint32Array;
  readonly #nodes: Int32Array;
  /** How many words of the path are valid. */
  #length = 0;

  constructor(levels: readonly SuffixLevel[]) {
    this.#firstWords = levels.map((level) => level.firstWord);
    this.#starts = levels.map(({ suffix }, i) => suffixStarts(suffix, i === 0 ? 0 : levels[i - 1]!.firstWord.length));
    this.#words = new Uint32Array(levels.length);
    this.#nodes = new Int32Array(levels.length);
  }

  /** The number of the `length`-gram whose words, last first, stand in `reversed` from `offset` on; -1 when there is none. */
  find(reversed: Uint32Array, offset: number, length: number): number {
    let valid = 0;
    while (valid < this.#length && valid < length && this.#words[valid] === reversed[offset + valid]) valid++;
    if (valid < length) {
      for (; valid < length; valid++) {
        const word = reversed[offset + valid]!;
        this.#words[valid] = word;
        this.#nodes[valid] = valid === 0 ? word : this.#child(valid, this.#nodes[valid - 1]!, word);
      }
      this.#length = length;
    }
    return this.#nodes[length - 1]!;
  }

  #child(level: number, parent: number, word: number): number {
    if (parent < 0) return -1;
    const starts = this.#starts[level]!;
    const firstWord = this.#firstWords[level]!;
    let low = starts[parent]!;
    let high = starts[parent + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = firstWord[middle]!;
      if (at === word) return middle;
      if (at < word) low = middle + 1;
      else high = middle;
    }
    return -1;
  }
}

function suffixStarts(suffix: Uint32Array, lowerCount: number): Uint32Array {
  const starts = new Uint32Array(lowerCount + 1);
  for (let i = 0; i < suffix.length; i++) starts[suffix[i]! + 1]!++;
  for (let i = 0; i < lowerCount; i++) starts[i + 1]! += starts[i]!;
  return starts;
}
