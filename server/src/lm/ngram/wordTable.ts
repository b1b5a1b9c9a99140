import { ModelFormatError } from './compactFormat';
import { decodeWords, type WordUnits } from './frontCodedWords';

/** The words of a loaded model and their numbers: an open-addressed hash table over their code units. */
export class WordTable {
  readonly #units: Uint16Array;
  readonly #starts: Uint32Array;
  /** Number to place in sorted order. */
  readonly #places: Uint32Array;
  /** Number of the word in each slot, plus 1; 0 for an empty one. A power of 2, at most half full. */
  readonly #slots: Uint32Array;
  readonly #mask: number;

  /**
   * @param sorted the words, front-coded
   * @param low the low 16 bits of each one's number
   * @param high the rest
   * Throws a ModelFormatError when they are not a numbering from 0.
   */
  constructor(sorted: Uint8Array, low: Uint16Array, high: Uint8Array) {
    const count = low.length;
    let words: WordUnits;
    try {
      words = decodeWords(sorted, count);
    } catch (error) {
      throw new ModelFormatError(error instanceof Error ? error.message : String(error));
    }
    this.#units = words.units;
    this.#starts = words.starts;
    this.#places = new Uint32Array(count).fill(count);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 1)));
    this.#mask = this.#slots.length - 1;
    for (let place = 0; place < count; place++) {
      const id = low[place]! | (high[place]! << 16);
      if (this.#places[id] !== count) throw new ModelFormatError('The numbers of the words are damaged');
      this.#places[id] = place;
      let hash = HASH_START;
      for (let i = this.#starts[place]!; i < this.#starts[place + 1]!; i++) hash = hashed(hash, this.#units[i]!);
      let slot = spread(hash) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id + 1;
    }
  }

  get size(): number {
    return this.#places.length;
  }

  /** 0 for an unknown word. */
  idOf(word: string): number {
    let hash = HASH_START;
    for (let i = 0; i < word.length; i++) hash = hashed(hash, word.charCodeAt(i));
    let slot = spread(hash) & this.#mask;
    for (;;) {
      const entry = this.#slots[slot]!;
      if (entry === 0) return 0;
      if (this.#equals(entry - 1, word)) return entry - 1;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Throws a RangeError when there is no such number. */
  word(id: number): string {
    const place = this.#places[id];
    if (place === undefined) throw new RangeError(`The model has no word ${id}`);
    return String.fromCharCode(...this.#units.subarray(this.#starts[place], this.#starts[place + 1]));
  }

  #equals(id: number, word: string): boolean {
    const place = this.#places[id]!;
    const start = this.#starts[place]!;
    if (this.#starts[place + 1]! - start !== word.length) return false;
    for (let i = 0; i < word.length; i++) if (this.#units[start + i] !== word.charCodeAt(i)) return false;
    return true;
  }
}

// FNV-1a over code units, its high bits mixed into the low ones that choose the slot.
const HASH_START = 0x811c9dc5;
const hashed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
const spread = (hash: number): number => hash ^ (hash >>> 15);
