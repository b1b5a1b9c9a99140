/** Bits set in a 32-bit word. */
export function popCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const GROUP_SHIFT = 8;
const GROUP_WORDS = 1 << (GROUP_SHIFT - 5);
/** So many bits that a rank within them fits 16 bits. */
const BLOCK_SHIFT = 15;
const SELECT_SHIFT = 7;

/** Bits with what finds them again: all of it is kept in the file, since making it takes longer than a short text's check. */
export interface RankedBits {
  /** Bit i is bit i mod 32 of word i / 32. */
  readonly words: Uint32Array;
  /** Ones before each block of 2^15 bits, and at last all ones. */
  readonly blockRanks: Uint32Array;
  /** Ones before each group of 256 bits in its block. */
  readonly groupRanks: Uint16Array;
}

/** A sixteenth more than the bits themselves. */
export function rankBits(flags: ArrayLike<number>): RankedBits {
  const words = new Uint32Array(Math.ceil(flags.length / 32));
  for (let i = 0; i < flags.length; i++) if (flags[i]) words[i >>> 5]! |= 1 << (i & 31);
  const groupRanks = new Uint16Array(groupCount(flags.length));
  const blockRanks = new Uint32Array(blockCount(flags.length) + 1);
  let ones = 0;
  for (let group = 0; group < groupRanks.length; group++) {
    const block = group >>> (BLOCK_SHIFT - GROUP_SHIFT);
    if (group << GROUP_SHIFT === block << BLOCK_SHIFT) blockRanks[block] = ones;
    groupRanks[group] = ones - blockRanks[block]!;
    for (const word of words.subarray(group * GROUP_WORDS, (group + 1) * GROUP_WORDS)) ones += popCount(word);
  }
  blockRanks[blockRanks.length - 1] = ones;
  return { words, blockRanks, groupRanks };
}

/** Group that holds each 128th one: where a search for a one by its number starts. */
export function selectSamples({ words }: RankedBits): Uint32Array {
  const samples: number[] = [];
  let ones = 0;
  for (let at = 0; at < words.length; at++) {
    ones += popCount(words[at]!);
    while (samples.length << SELECT_SHIFT < ones) samples.push(Math.floor(at / GROUP_WORDS));
  }
  return Uint32Array.from(samples);
}

export const wordCount = (length: number): number => Math.ceil(length / 32);
export const groupCount = (length: number): number => Math.ceil(length / (1 << GROUP_SHIFT));
export const blockCount = (length: number): number => Math.ceil(length / (1 << BLOCK_SHIFT));

/** Bits with constant-time rank and near constant-time select (Jacobson 1989). */
export class BitVector {
  readonly ones: number;
  readonly #length: number;
  readonly #words: Uint32Array;
  readonly #blockRanks: Uint32Array;
  readonly #groupRanks: Uint16Array;
  readonly #selects: Uint32Array;

  /** @param selects see `selectSamples`; empty where `select` is not asked for */
  constructor({ words, blockRanks, groupRanks }: RankedBits, selects: Uint32Array, length: number) {
    this.ones = blockRanks[blockRanks.length - 1]!;
    this.#length = length;
    this.#words = words;
    this.#blockRanks = blockRanks;
    this.#groupRanks = groupRanks;
    this.#selects = selects;
  }

  /** How many ones stand before the one at `index`; -1 when a zero stands there. */
  rankOfOne(index: number): number {
    const words = this.#words;
    const at = index >>> 5;
    const word = words[at]!;
    const bit = index & 31;
    if (((word >>> bit) & 1) === 0) return -1;
    const group = index >>> GROUP_SHIFT;
    let rank = this.#blockRanks[index >>> BLOCK_SHIFT]! + this.#groupRanks[group]! + popCount(word & ~(-1 << bit));
    for (let i = group * GROUP_WORDS; i < at; i++) rank += popCount(words[i]!);
    return rank;
  }

  /** Where the one stands that has `number` ones before it; the length when there is none. */
  select(number: number): number {
    if (number >= this.ones) return this.#length;
    const words = this.#words;
    let group = this.#selects[number >>> SELECT_SHIFT] ?? 0;
    while (this.#onesBefore(group + 1) <= number) group++;
    let left = number - this.#onesBefore(group);
    let at = group * GROUP_WORDS;
    for (let count = popCount(words[at]!); left >= count && at < words.length; count = popCount(words[at]!)) {
      left -= count;
      at++;
    }
    let bits = words[at]!;
    for (; left > 0; left--) bits &= bits - 1;
    return at * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** Where the next one stands after `index`; the length when there is none. */
  next(index: number): number {
    const words = this.#words;
    const start = index + 1;
    let at = start >>> 5;
    if (at >= words.length) return this.#length;
    let bits = words[at]! & (-1 << (start & 31));
    while (bits === 0) {
      if (++at >= words.length) return this.#length;
      bits = words[at]!;
    }
    return at * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** NaN, which is not below any number, past the last group. */
  #onesBefore(group: number): number {
    return this.#blockRanks[group >>> (BLOCK_SHIFT - GROUP_SHIFT)]! + this.#groupRanks[group]!;
  }
}
