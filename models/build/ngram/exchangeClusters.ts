/** How often one word followed another. Parallel arrays, one pair of words each; words are numbered by falling frequency. */
export interface BigramCounts {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly count: Uint32Array;
}

export interface ExchangeOptions {
  /** Numbers of classes run from 0 to this, less one. */
  readonly classes: number;
  /** Passes over the vocabulary; fewer when one moves hardly any word. */
  readonly rounds: number;
  /** Words that are classes of their own, which no other word joins. */
  readonly alone: readonly number[];
}

/** A pass that moves fewer words than one in this many is the last. */
const SETTLED = 500;
/** A move must raise the log likelihood by more than rounding does. */
const LEAST_GAIN = 1e-6;
const TABLE_SIZE = 1 << 16;
const table = Float64Array.from({ length: TABLE_SIZE }, (_, n) => (n === 0 ? 0 : n * Math.log(n)));
const entropyTerm = (n: number): number => (n < TABLE_SIZE ? table[n]! : n * Math.log(n));

/**
 * Classes of words by the exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998): each word in turn goes to the class
 * where the likelihood of the bigrams under P(class | class before) P(word | class) is greatest, until hardly any moves. The class of
 * each word is returned.
 *
 * The likelihood is the sum over pairs of classes of N log N, less that over classes of N log N as the first and as the second of a
 * pair, and what does not depend on the classes. To move a word changes the row and the column of two classes only.
 */
export function exchangeClusters(
  bigrams: BigramCounts,
  vocabularySize: number,
  { classes, rounds, alone }: ExchangeOptions,
): Uint16Array {
  const following = neighbours(bigrams.first, bigrams.second, bigrams.count, vocabularySize);
  const preceding = neighbours(bigrams.second, bigrams.first, bigrams.count, vocabularySize);
  const classOf = new Uint16Array(vocabularySize);
  for (const [index, word] of alone.entries()) classOf[word] = index;
  const fixed = new Set(alone);
  const free = Array.from({ length: vocabularySize }, (_, word) => word).filter((word) => !fixed.has(word));
  for (const [index, word] of free.entries()) classOf[word] = alone.length + (index % (classes - alone.length));

  const pairs = new PairCounts(classes);
  for (const [i, count] of bigrams.count.entries())
    pairs.add(classOf[bigrams.first[i]!]!, classOf[bigrams.second[i]!]!, count);

  const after = new Float64Array(classes);
  const before = new Float64Array(classes);
  const score = new Float64Array(classes);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (const word of free) {
      const self = sumByClass(following, word, classOf, after);
      sumByClass(preceding, word, classOf, before);
      const own = classOf[word]!;
      pairs.addWord(own, after, before, self, -1);
      pairs.gains(after, before, self, score);
      let best = own;
      for (let c = alone.length; c < classes; c++) if (score[c]! > score[best]! + LEAST_GAIN) best = c;
      pairs.addWord(best, after, before, self, 1);
      classOf[word] = best;
      if (best !== own) moved++;
    }
    if (moved * SETTLED < free.length) break;
  }
  return classOf;
}

interface Neighbours {
  /** Where each word's neighbours begin; one more than there are words. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
  readonly counts: Uint32Array;
}

function neighbours(of: Uint32Array, other: Uint32Array, count: Uint32Array, vocabularySize: number): Neighbours {
  const starts = new Uint32Array(vocabularySize + 1);
  for (const word of of) starts[word + 1]!++;
  for (let word = 0; word < vocabularySize; word++) starts[word + 1]! += starts[word]!;
  const next = starts.slice();
  const words = new Uint32Array(of.length);
  const counts = new Uint32Array(of.length);
  for (let i = 0; i < of.length; i++) {
    const place = next[of[i]!]!++;
    words[place] = other[i]!;
    counts[place] = count[i]!;
  }
  return { starts, words, counts };
}

/** Writes how often the word's neighbours are of each class to `target`, itself left out; how often it neighbours itself is returned. */
function sumByClass({ starts, words, counts }: Neighbours, word: number, classOf: Uint16Array, target: Float64Array) {
  target.fill(0);
  let self = 0;
  for (let i = starts[word]!; i < starts[word + 1]!; i++) {
    if (words[i] === word) self += counts[i]!;
    else target[classOf[words[i]!]!]! += counts[i]!;
  }
  return self;
}

/** How often classes follow each other, by rows and by columns, each with its N log N. */
class PairCounts {
  readonly #classes: number;
  readonly #rows: Float64Array;
  readonly #columns: Float64Array;
  readonly #rowTerms: Float64Array;
  readonly #columnTerms: Float64Array;
  readonly #asFirst: Float64Array;
  readonly #asSecond: Float64Array;

  constructor(classes: number) {
    this.#classes = classes;
    this.#rows = new Float64Array(classes * classes);
    this.#columns = new Float64Array(classes * classes);
    this.#rowTerms = new Float64Array(classes * classes);
    this.#columnTerms = new Float64Array(classes * classes);
    this.#asFirst = new Float64Array(classes);
    this.#asSecond = new Float64Array(classes);
  }

  add(first: number, second: number, count: number): void {
    this.#addPair(first, second, count);
    this.#asFirst[first]! += count;
    this.#asSecond[second]! += count;
  }

  #addPair(first: number, second: number, count: number): void {
    const row = first * this.#classes + second;
    const column = second * this.#classes + first;
    const sum = this.#rows[row]! + count;
    this.#rows[row] = sum;
    this.#columns[column] = sum;
    const term = entropyTerm(sum);
    this.#rowTerms[row] = term;
    this.#columnTerms[column] = term;
  }

  /**
   * Puts a word with such neighbours into a class (`sign` 1), or takes it out (-1). How often the neighbours' classes are first or
   * second stays as it is: it does not depend on where the word is.
   */
  addWord(into: number, after: Float64Array, before: Float64Array, self: number, sign: 1 | -1): void {
    for (let c = 0; c < this.#classes; c++) {
      if (after[c] !== 0) this.#addPair(into, c, sign * after[c]!);
      if (before[c] !== 0) this.#addPair(c, into, sign * before[c]!);
    }
    if (self !== 0) this.#addPair(into, into, sign * self);
    this.#asFirst[into]! += sign * sum(after, self);
    this.#asSecond[into]! += sign * sum(before, self);
  }

  /** What a word that is in no class would add to the log likelihood in each. */
  gains(after: Float64Array, before: Float64Array, self: number, target: Float64Array): void {
    const classes = this.#classes;
    const first = sum(after, self);
    const second = sum(before, self);
    for (let c = 0; c < classes; c++) {
      const asFirst = this.#asFirst[c]!;
      const asSecond = this.#asSecond[c]!;
      target[c] =
        entropyTerm(asFirst) - entropyTerm(asFirst + first) + entropyTerm(asSecond) - entropyTerm(asSecond + second);
      // The class's pairs with itself change from both sides at once.
      const within = this.#rows[c * classes + c]!;
      const joint = entropyTerm(within + after[c]! + before[c]! + self) + entropyTerm(within);
      target[c]! += joint - entropyTerm(within + after[c]!) - entropyTerm(within + before[c]!);
    }
    for (let c = 0; c < classes; c++) {
      if (after[c] !== 0) addTerms(this.#columns, this.#columnTerms, c * classes, after[c]!, target);
      if (before[c] !== 0) addTerms(this.#rows, this.#rowTerms, c * classes, before[c]!, target);
    }
  }
}

const sum = (counts: Float64Array, more: number): number => counts.reduce((total, count) => total + count, more);

/** Adds to each target what `count` more would add to its count's N log N. */
function addTerms(counts: Float64Array, terms: Float64Array, start: number, count: number, target: Float64Array): void {
  for (let c = 0; c < target.length; c++) target[c]! += entropyTerm(counts[start + c]! + count) - terms[start + c]!;
}
