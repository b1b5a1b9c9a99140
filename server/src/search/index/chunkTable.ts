import type { ChunkKey } from '../chunk';

const KEY_WORDS = 4;

/** Four words of 32 bits that a key's 32 digits stand for: `0` to `9`, `a` to `f`. */
export const keyWords = (key: ChunkKey, into: Uint32Array): void => {
  for (let word = 0, at = 0; word < KEY_WORDS; word++) {
    let value = 0;
    for (let digit = 0; digit < 8; digit++) {
      const unit = key.charCodeAt(at++);
      value = (value << 4) | (unit < 0x3a ? unit - 0x30 : unit - 0x57);
    }
    into[word] = value;
  }
};

/**
 * Numbers for keys, 0, 1, 2 and so on: an open-addressed table over the keys' own bits, which are a hash. Strings in a map would
 * take several times as much memory.
 */
export class ChunkTable {
  private words = new Uint32Array(1024 * KEY_WORDS);
  private slots = new Int32Array(2048).fill(-1);
  private readonly probe = new Uint32Array(KEY_WORDS);
  size = 0;

  /** The key's number, or -1. */
  indexOf(key: ChunkKey): number {
    keyWords(key, this.probe);
    return this.slots[this.slotOf(this.probe, 0)]!;
  }

  /** The number here of the key that has this number in another table, or -1. */
  indexIn(other: ChunkTable, index: number): number {
    return this.slots[this.slotOf(other.words, index * KEY_WORDS)]!;
  }

  /** The key's number, a new one where it has none. */
  add(key: ChunkKey): number {
    keyWords(key, this.probe);
    return this.addProbe();
  }

  /** As `add`, with the key as its four words, which begin at `from`. */
  addWords(words: Uint32Array, from: number): number {
    for (let word = 0; word < KEY_WORDS; word++) this.probe[word] = words[from + word]!;
    return this.addProbe();
  }

  private addProbe(): number {
    const slot = this.slotOf(this.probe, 0);
    const known = this.slots[slot]!;
    if (known >= 0) return known;
    if ((this.size + 1) * KEY_WORDS > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set(this.probe, this.size * KEY_WORDS);
    this.slots[slot] = this.size++;
    if (this.size * 2 > this.slots.length) this.rehash();
    return this.size - 1;
  }

  keyOf(index: number): ChunkKey {
    let key = '';
    for (let word = 0; word < KEY_WORDS; word++)
      key += this.words[index * KEY_WORDS + word]!.toString(16).padStart(8, '0');
    return key;
  }

  private slotOf(words: Uint32Array, from: number): number {
    const mask = this.slots.length - 1;
    for (let slot = words[from]! & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot]!;
      if (index < 0) return slot;
      const at = index * KEY_WORDS;
      if (
        this.words[at] === words[from] &&
        this.words[at + 1] === words[from + 1] &&
        this.words[at + 2] === words[from + 2] &&
        this.words[at + 3] === words[from + 3]
      )
        return slot;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let index = 0; index < this.size; index++) this.slots[this.slotOf(this.words, index * KEY_WORDS)] = index;
  }
}

/** Some of the chunks that a table numbers: 1 at the number of each, or the end of the flags before it. */
export interface ChunkSet {
  readonly table: ChunkTable;
  /** Not changed any more: another set has another array. */
  readonly members: Uint8Array;
}
