/**
 * Ascending lists of integers, one after the other, as gaps in exponential Golomb codes of order k (Teuhola 1978). Entries
 * are grouped in blocks of {@link BLOCK_ENTRIES}; each block has its own k and begins with a plain value, so that a list can
 * be searched by its blocks. A block is: k in 4 bits, then a code for each entry: the entry itself for the first of the
 * block and the first of a list, else its difference to the one before, less 1. Bits are read from the highest of a word.
 */
export const BLOCK_ENTRIES = 32;
const BLOCK_SHIFT = 5;
const K_BITS = 4;

export interface EncodedLists {
  readonly words: Uint32Array;
  /** Bit where each block begins. */
  readonly blocks: Uint32Array;
}

function codeLength(value: number, k: number): number {
  return 2 * (32 - Math.clz32(value + (1 << k))) - 1 - k;
}

/** @param startsList whether an entry is the first of its list */
export function encodeLists(values: Uint32Array, startsList: Uint8Array): EncodedLists {
  const blocks = new Uint32Array(Math.ceil(values.length / BLOCK_ENTRIES));
  let words = new Uint32Array(1024);
  let position = 0;
  const write = (value: number, bits: number): void => {
    if ((position + bits) >>> 5 >= words.length - 2) {
      const grown = new Uint32Array(words.length * 2);
      grown.set(words);
      words = grown;
    }
    for (let left = bits; left > 0; ) {
      const free = 32 - (position & 31);
      const take = Math.min(free, left);
      const part = take === 32 ? value : (value >>> (left - take)) & ((1 << take) - 1);
      words[position >>> 5]! |= part << (free - take);
      position += take;
      left -= take;
    }
  };
  const gaps = new Uint32Array(BLOCK_ENTRIES);
  for (let block = 0; block < blocks.length; block++) {
    const start = block * BLOCK_ENTRIES;
    const count = Math.min(BLOCK_ENTRIES, values.length - start);
    for (let i = 0; i < count; i++) {
      const value = values[start + i]!;
      gaps[i] = i === 0 || startsList[start + i] ? value : value - values[start + i - 1]! - 1;
    }
    let bestK = 0;
    let bestLength = Number.POSITIVE_INFINITY;
    for (let k = 0; k < 1 << K_BITS; k++) {
      let length = 0;
      for (let i = 0; i < count; i++) length += codeLength(gaps[i]!, k);
      if (length < bestLength) {
        bestLength = length;
        bestK = k;
      }
    }
    blocks[block] = position;
    write(bestK, K_BITS);
    for (let i = 0; i < count; i++) {
      const shifted = gaps[i]! + (1 << bestK);
      const bits = 32 - Math.clz32(shifted);
      write(0, bits - 1 - bestK);
      write(shifted, bits);
    }
  }
  // Two words to spare: a reader looks at two words from wherever it stands.
  return { words: words.slice(0, (position >>> 5) + 3), blocks };
}

export class GapCodedLists {
  readonly #words: Uint32Array;
  readonly #blocks: Uint32Array;

  constructor({ words, blocks }: EncodedLists) {
    this.#words = words;
    this.#blocks = blocks;
  }

  /** Where `target` stands among the entries `start` to `end` - 1 of one list; -1 when it doesn't. */
  find(start: number, end: number, target: number): number {
    const words = this.#words;
    let block = start >>> BLOCK_SHIFT;
    let low = block;
    let high = (end - 1) >>> BLOCK_SHIFT;
    // The last block whose first entry is not above the target; the list's first block needs no look.
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#first(middle) <= target) low = middle;
      else high = middle - 1;
    }
    block = low;
    let position = this.#blocks[block]!;
    let shift = position & 31;
    let at = position >>> 5;
    let window = shift === 0 ? words[at]! : (words[at]! << shift) | (words[at + 1]! >>> (32 - shift));
    const k = window >>> (32 - K_BITS);
    position += K_BITS;
    let index = block << BLOCK_SHIFT;
    const stop = Math.min(end, index + BLOCK_ENTRIES);
    for (; index < start; index++) {
      shift = position & 31;
      at = position >>> 5;
      window = shift === 0 ? words[at]! : (words[at]! << shift) | (words[at + 1]! >>> (32 - shift));
      position += 2 * Math.clz32(window) + k + 1;
    }
    let value = -1;
    const base = 1 << k;
    for (; index < stop; index++) {
      shift = position & 31;
      at = position >>> 5;
      window = shift === 0 ? words[at]! : (words[at]! << shift) | (words[at + 1]! >>> (32 - shift));
      const zeros = Math.clz32(window);
      const bits = zeros + k + 1;
      let shifted: number;
      if (zeros + bits <= 32) shifted = (window << zeros) >>> (32 - bits);
      else shifted = this.#read(position + zeros, bits);
      position += zeros + bits;
      value += shifted - base + 1;
      if (value >= target) return value === target ? index : -1;
    }
    return -1;
  }

  /** Writes the entries `start` to `end` - 1 of one list to `target`. */
  decode(start: number, end: number, target: Uint32Array): void {
    let value = -1;
    for (let index = start & -BLOCK_ENTRIES, position = 0, k = 0; index < end; index++) {
      if (index % BLOCK_ENTRIES === 0) {
        position = this.#blocks[index >>> BLOCK_SHIFT]!;
        k = this.#read(position, K_BITS);
        position += K_BITS;
        value = -1;
      }
      if (index === start) value = -1;
      const zeros = Math.clz32(this.#read(position, 32));
      const bits = zeros + k + 1;
      value += this.#read(position + zeros, bits) - (1 << k) + 1;
      position += zeros + bits;
      if (index >= start) target[index - start] = value;
    }
  }

  #first(block: number): number {
    const position = this.#blocks[block]!;
    const k = this.#read(position, K_BITS);
    const zeros = Math.clz32(this.#read(position + K_BITS, 32));
    return this.#read(position + K_BITS + zeros, zeros + k + 1) - (1 << k);
  }

  /** The next 1 to 32 bits. */
  #read(position: number, bits: number): number {
    const shift = position & 31;
    const at = position >>> 5;
    const window =
      shift === 0 ? this.#words[at]! : (this.#words[at]! << shift) | (this.#words[at + 1]! >>> (32 - shift));
    return window >>> (32 - bits);
  }
}
