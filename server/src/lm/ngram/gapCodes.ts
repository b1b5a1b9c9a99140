import { popCount } from './bitVector';

/**
 * Ascending lists of integers, one after the other, as gaps in exponential Golomb codes of order k (Teuhola 1978): a gap g is
 * q zeros, a one, and the lowest q + k bits of g + 2^k, where q makes that number q + k + 1 bits long. Entries are grouped
 * in blocks of {@link BLOCK_ENTRIES}, each with its own k: the entry itself for the first of a block and the first of a list,
 * else its difference to the one before, less 1.
 *
 * A block holds k in 4 bits, then the unary parts from its start onwards, and the binary parts from its end backwards. So the codes
 * before an entry can be skipped by counting ones: the zeros among them are the bits that their binary parts have beyond k
 * each. Bits are read from the highest of a word.
 */
export const BLOCK_ENTRIES = 32;
const BLOCK_SHIFT = 5;
const K_BITS = 4;

/** Blocks of which the first's place is kept whole: so few that the others' distances to it fit 16 bits, at 1092 bits a block. */
const RUN_SHIFT = 5;

export interface EncodedLists {
  readonly words: Uint32Array;
  /** Bit where every 32nd block begins. */
  readonly runs: Uint32Array;
  /** Bits from there to the beginning of each block, and at last to the end of the last one. */
  readonly offsets: Uint16Array;
}

export const blockCount = (entries: number): number => Math.ceil(entries / BLOCK_ENTRIES);
export const runCount = (blocks: number): number => (blocks >>> RUN_SHIFT) + 1;

/** @param startsList whether an entry is the first of its list */
export function encodeLists(values: Uint32Array, startsList: Uint8Array): EncodedLists {
  const count = blockCount(values.length);
  const blocks = new Uint32Array(count + 1);
  const gaps = Uint32Array.from(values, (value, i) =>
    i % BLOCK_ENTRIES === 0 || startsList[i] ? value : value - values[i - 1]! - 1,
  );
  const ks = new Uint8Array(count);
  for (let block = 0; block < count; block++) {
    const part = gaps.subarray(block * BLOCK_ENTRIES, (block + 1) * BLOCK_ENTRIES);
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < 1 << K_BITS; k++) {
      let length = K_BITS;
      for (let i = 0; i < part.length; i++) length += 2 * extraBits(part[i]!, k) + k + 1;
      if (length < best) {
        best = length;
        ks[block] = k;
      }
    }
    blocks[block + 1] = blocks[block]! + best;
  }
  // A word to spare: a reader looks at two words from wherever it stands.
  const words = new Uint32Array((blocks[count]! >>> 5) + 2);
  for (let block = 0; block < count; block++) {
    const k = ks[block]!;
    let unary = blocks[block]!;
    let binary = blocks[block + 1]!;
    write(words, unary, k, K_BITS);
    unary += K_BITS;
    for (const gap of gaps.subarray(block * BLOCK_ENTRIES, (block + 1) * BLOCK_ENTRIES)) {
      const extra = extraBits(gap, k);
      unary += extra;
      write(words, unary++, 1, 1);
      binary -= extra + k;
      write(words, binary, (gap + (1 << k)) & ((1 << (extra + k)) - 1), extra + k);
    }
  }
  return { words, ...placesOf(blocks) };
}

/** @param blocks bit where each block begins, and at last where the last one ends */
function placesOf(blocks: Uint32Array): Omit<EncodedLists, 'words'> {
  const runs = Uint32Array.from({ length: runCount(blocks.length - 1) }, (_, run) => blocks[run << RUN_SHIFT]!);
  return { runs, offsets: Uint16Array.from(blocks, (start, block) => start - runs[block >>> RUN_SHIFT]!) };
}

/** Bits of gap + 2^k beyond k + 1. */
function extraBits(gap: number, k: number): number {
  return 31 - k - Math.clz32(gap + (1 << k));
}

function write(words: Uint32Array, position: number, value: number, bits: number): void {
  const at = position >>> 5;
  const room = 32 - (position & 31);
  if (bits <= room) words[at]! |= value << (room - bits);
  else {
    words[at]! |= value >>> (bits - room);
    words[at + 1]! |= value << (32 - (bits - room));
  }
}

export class GapCodedLists {
  readonly #words: Uint32Array;
  readonly #runs: Uint32Array;
  readonly #offsets: Uint16Array;
  /** For each block its first entry and 1, or 0 as long as nobody asked for it: a search for a list's block decodes it once. */
  readonly #firsts: Uint32Array;

  constructor({ words, runs, offsets }: EncodedLists) {
    this.#words = words;
    this.#runs = runs;
    this.#offsets = offsets;
    this.#firsts = new Uint32Array(offsets.length);
  }

  /** Bit where the last block ends. */
  get end(): number {
    return this.#start(this.#offsets.length - 1);
  }

  /** Bit where a block begins. */
  #start(block: number): number {
    return this.#runs[block >>> RUN_SHIFT]! + this.#offsets[block]!;
  }

  /** The first entry of a block. */
  #first(block: number): number {
    const known = this.#firsts[block]!;
    if (known !== 0) return known - 1;
    const start = this.#start(block);
    const k = read(this.#words, start, K_BITS);
    const bits = Math.clz32(read(this.#words, start + K_BITS, 32)) + k;
    const first = (1 << bits) + read(this.#words, this.#start(block + 1) - bits, bits) - (1 << k);
    this.#firsts[block] = first + 1;
    return first;
  }

  /** Where `target` stands among the entries `start` to `end` - 1 of one list; -1 when it doesn't. */
  find(start: number, end: number, target: number): number {
    const words = this.#words;
    let block = start >>> BLOCK_SHIFT;
    let high = (end - 1) >>> BLOCK_SHIFT;
    // The last block whose first entry is not above the target; the list's first block needs no look.
    while (block < high) {
      const middle = (block + high + 1) >>> 1;
      if (this.#first(middle) <= target) block = middle;
      else high = middle - 1;
    }
    let index = block << BLOCK_SHIFT;
    const stop = Math.min(end, index + BLOCK_ENTRIES);
    let value = -1;
    if (index >= start) {
      value = this.#first(block);
      if (value >= target) return value === target ? index : -1;
    }
    const blockStart = this.#start(block);
    const k = read(words, blockStart, K_BITS);
    const base = (1 << k) - 1;
    let position = blockStart + K_BITS;
    // Skip the ones of the entries before: those of other lists, or the block's first, which is known.
    let skip = index >= start ? 1 : start - index;
    index += skip;
    while (skip > 0) {
      const shift = position & 31;
      let window = words[position >>> 5]! << shift;
      const ones = popCount(window);
      if (ones < skip) {
        skip -= ones;
        position += 32 - shift;
        continue;
      }
      for (; skip > 1; skip--) window ^= 0x80000000 >>> Math.clz32(window);
      position += Math.clz32(window) + 1;
      skip = 0;
    }
    const entry = index - (block << BLOCK_SHIFT);
    let binary = this.#start(block + 1) - entry * k - (position - blockStart - K_BITS - entry);
    for (; index < stop; index++) {
      let shift = position & 31;
      let at = position >>> 5;
      const window = (words[at]! << shift) | ((words[at + 1]! >>> 1) >>> (31 - shift));
      const extra = Math.clz32(window);
      const bits = extra + k;
      position += extra + 1;
      binary -= bits;
      shift = binary & 31;
      at = binary >>> 5;
      // Shifts that may be by 32 are made in two steps.
      const field = ((words[at]! << shift) | ((words[at + 1]! >>> 1) >>> (31 - shift))) >>> 1;
      value += (1 << bits) + (field >>> (31 - bits)) - base;
      if (value >= target) return value === target ? index : -1;
    }
    return -1;
  }

  /** Writes the entries `start` to `end` - 1 of one list to `target`. */
  decode(start: number, end: number, target: Uint32Array): void {
    const words = this.#words;
    let value = -1;
    let k = 0;
    let unary = 0;
    let binary = 0;
    for (let index = start & -BLOCK_ENTRIES; index < end; index++) {
      const block = index >>> BLOCK_SHIFT;
      if (index % BLOCK_ENTRIES === 0) {
        unary = this.#start(block);
        k = read(words, unary, K_BITS);
        unary += K_BITS;
        binary = this.#start(block + 1);
        value = -1;
      }
      if (index === start) value = -1;
      const bits = Math.clz32(read(words, unary, 32)) + k;
      unary += bits - k + 1;
      binary -= bits;
      value += (1 << bits) + read(words, binary, bits) - (1 << k) + 1;
      if (index >= start) target[index - start] = value;
    }
  }
}

/** The next 0 to 32 bits. */
function read(words: Uint32Array, position: number, bits: number): number {
  if (bits === 0) return 0;
  const shift = position & 31;
  const at = position >>> 5;
  return ((words[at]! << shift) | ((words[at + 1]! >>> 1) >>> (31 - shift))) >>> (32 - bits);
}
