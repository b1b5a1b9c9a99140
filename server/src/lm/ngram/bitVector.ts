/** Bits set in a 32-bit word. */
export function popCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A rank is kept for every 4 words. */
const RANK_SHIFT = 2;
const RANK_WORDS = 1 << RANK_SHIFT;
const SELECT_ONES = 32;

/**
 * Bits (bit i is bit i mod 32 of word i / 32) with constant-time rank and near constant-time select (Jacobson 1989). The
 * samples are made when it is opened: one pass over the words, 0.1 byte a bit or less.
 */
export class BitVector {
  readonly ones: number;
  readonly #words: Uint32Array;
  /** Ones before each group of RANK_WORDS words. */
  readonly #ranks: Uint32Array;
  /** Word that holds each SELECT_ONES-th one. */
  readonly #selects: Uint32Array;
  /** Ones before that word. */
  readonly #selectRanks: Uint32Array;
  readonly #length: number;

  constructor(words: Uint32Array, length: number) {
    this.#words = words;
    this.#length = length;
    this.#ranks = new Uint32Array(Math.ceil(words.length / RANK_WORDS) + 1);
    let ones = 0;
    for (const word of words) ones += popCount(word);
    this.ones = ones;
    this.#selects = new Uint32Array(Math.floor(ones / SELECT_ONES) + 1);
    this.#selectRanks = new Uint32Array(this.#selects.length);
    let before = 0;
    let sample = 0;
    for (let i = 0; i < words.length; i++) {
      if (i % RANK_WORDS === 0) this.#ranks[i / RANK_WORDS] = before;
      const count = popCount(words[i]!);
      while (sample * SELECT_ONES < before + count && sample < this.#selects.length) {
        this.#selects[sample] = i;
        this.#selectRanks[sample++] = before;
      }
      before += count;
    }
  }

  /** How many ones stand before the one at `index`; -1 when a zero stands there. */
  rankOfOne(index: number): number {
    const words = this.#words;
    const at = index >>> 5;
    const word = words[at]!;
    const bit = index & 31;
    if (((word >>> bit) & 1) === 0) return -1;
    const group = at >>> RANK_SHIFT;
    let rank = this.#ranks[group]! + popCount(word & ~(-1 << bit));
    for (let i = group << RANK_SHIFT; i < at; i++) rank += popCount(words[i]!);
    return rank;
  }

  /** Where the one stands that has `number` ones before it; the length when there is none. */
  select(number: number): number {
    if (number >= this.ones) return this.#length;
    const sample = (number / SELECT_ONES) | 0;
    let word = this.#selects[sample]!;
    let left = number - this.#selectRanks[sample]!;
    for (;;) {
      const count = popCount(this.#words[word]!);
      if (left < count) break;
      left -= count;
      word++;
    }
    let bits = this.#words[word]!;
    for (; left > 0; left--) bits &= bits - 1;
    return word * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** Where the next one stands after `index`; the length when there is none. */
  next(index: number): number {
    const start = index + 1;
    let word = start >>> 5;
    if (word >= this.#words.length) return this.#length;
    let bits = this.#words[word]! & (-1 << (start & 31));
    while (bits === 0) {
      if (++word >= this.#words.length) return this.#length;
      bits = this.#words[word]!;
    }
    return word * 32 + 31 - Math.clz32(bits & -bits);
  }
}

export function packBits(flags: ArrayLike<number>): Uint32Array {
  const words = new Uint32Array(Math.ceil(flags.length / 32));
  for (let i = 0; i < flags.length; i++) if (flags[i]) words[i >>> 5]! |= 1 << (i & 31);
  return words;
}
