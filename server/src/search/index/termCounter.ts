import { ownCopy } from '../../text/ownCopy';
import { type CountedTerms, mostCount } from './countedTerms';
import { longestWord, termsOfWord } from './terms';

enum UnitKind {
  Unknown = 0,
  Outside = 1,
  Word = 2,
  /** Half of a character beyond the basic plane. */
  Surrogate = 3,
}

const wordCharacter = /^[\p{L}\p{M}\p{N}_]/u;
/** By UTF-16 unit, found out when one first comes. */
const unitKinds = new Uint8Array(0x10000);

const findKind = (unit: number): UnitKind => {
  const isSurrogate = unit >= 0xd800 && unit < 0xe000;
  const isWord = !isSurrogate && wordCharacter.test(String.fromCharCode(unit));
  const kind = isSurrogate ? UnitKind.Surrogate : isWord ? UnitKind.Word : UnitKind.Outside;
  unitKinds[unit] = kind;
  return kind;
};

/** With more terms or words than this, what is known of them begins anew. */
const mostTerms = 1_000_000;
const mostWords = 400_000;
/** FNV-1a's prime. */
const prime = 0x01000193;

/**
 * Counts the terms of passages as `termsOf` finds them. A word is looked up as it is written, in an open-addressed table over its units, so
 * that only what is new becomes a string.
 */
export class TermCounter {
  private dictionary: string[] = [];
  private numbers = new Map<string, number>();
  private words = new WordTable();
  /** Of the passage that is being counted: by term, and the terms that have a count. */
  private counts = new Uint8Array(1 << 12);
  private found = new Uint32Array(1 << 12);
  private foundCount = 0;
  private length = 0;

  /** Counts the terms of the texts together. */
  count(...texts: readonly string[]): CountedTerms {
    if (this.dictionary.length > mostTerms) {
      this.dictionary = [];
      this.numbers = new Map();
      this.words = new WordTable();
    }
    this.foundCount = 0;
    this.length = 0;
    for (const text of texts) this.read(text);
    const pairs = new Uint32Array(this.foundCount * 2);
    for (let at = 0; at < this.foundCount; at++) {
      const term = this.found[at]!;
      pairs[2 * at] = term;
      pairs[2 * at + 1] = this.counts[term]!;
      this.counts[term] = 0;
    }
    return { length: this.length, pairs, dictionary: this.dictionary };
  }

  private read(text: string): void {
    let start = -1;
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = unitKinds[unit] || findKind(unit);
      const isPair = kind === UnitKind.Surrogate && wordCharacter.test(text.slice(at, at + 2));
      if (kind === UnitKind.Word || isPair) {
        if (start < 0) {
          start = at;
          hash = 0;
        }
        hash = Math.imul(hash ^ unit, prime);
        if (isPair) hash = Math.imul(hash ^ text.charCodeAt(++at), prime);
      } else if (start >= 0) {
        this.addWord(text, start, at, hash);
        start = -1;
      }
    }
    if (start >= 0) this.addWord(text, start, text.length, hash);
  }

  private addWord(text: string, start: number, end: number, hash: number): void {
    if (end - start > longestWord) return;
    const mixed = (hash ^ (hash >>> 15)) >>> 0;
    let at = this.words.find(text, start, end, mixed);
    if (at < 0) {
      if (this.words.size >= mostWords) this.words = new WordTable();
      const terms = termsOfWord(text.slice(start, end)).map((term) => this.numberOf(term));
      at = this.words.add(text, start, end, mixed, terms);
    }
    const { terms } = this.words;
    for (let left = terms[at++]!; left > 0; left--) {
      const term = terms[at++]!;
      this.length++;
      const count = this.counts[term]!;
      if (count === 0) this.found[this.foundCount++] = term;
      if (count < mostCount) this.counts[term] = count + 1;
    }
  }

  private numberOf(term: string): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const own = ownCopy(term);
    const number = this.dictionary.push(own) - 1;
    this.numbers.set(own, number);
    if (number >= this.counts.length) {
      this.counts = doubled(this.counts, new Uint8Array(this.counts.length * 2));
      this.found = doubled(this.found, new Uint32Array(this.found.length * 2));
    }
    return number;
  }
}

const doubled = <Values extends Uint8Array | Uint16Array | Uint32Array>(values: Values, room: Values): Values => {
  room.set(values);
  return room;
};

/** Numbers of a word: its hash, where its units begin, how many they are, and where its terms begin. */
const WORD = 4;

/** The numbers of a word's terms by its units. */
class WordTable {
  /** Of each word how many terms it has, and those. */
  terms = new Uint32Array(1 << 14);
  size = 0;
  private usedTerms = 0;
  private units = new Uint16Array(1 << 15);
  private usedUnits = 0;
  private words = new Uint32Array((1 << 11) * WORD);
  private slots = new Int32Array(1 << 12).fill(-1);

  /** Where the word's terms begin in `terms`; -1 where it is not known. */
  find(text: string, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const word = this.slots[slot]!;
      if (word < 0) return -1;
      const at = word * WORD;
      if (this.words[at] === hash && this.isAt(this.words[at + 1]!, this.words[at + 2]!, text, start, end))
        return this.words[at + 3]!;
    }
  }

  private isAt(from: number, length: number, text: string, start: number, end: number): boolean {
    if (length !== end - start) return false;
    for (let at = 0; at < length; at++) if (this.units[from + at] !== text.charCodeAt(start + at)) return false;
    return true;
  }

  /** A word that is not known yet. */
  add(text: string, start: number, end: number, hash: number, terms: readonly number[]): number {
    const length = end - start;
    if ((this.size + 1) * WORD > this.words.length)
      this.words = doubled(this.words, new Uint32Array(this.words.length * 2));
    if (this.usedUnits + length > this.units.length)
      this.units = doubled(this.units, new Uint16Array(this.units.length * 2));
    if (this.usedTerms + terms.length + 1 > this.terms.length)
      this.terms = doubled(this.terms, new Uint32Array(this.terms.length * 2));
    const at = this.usedTerms;
    this.terms[at] = terms.length;
    this.terms.set(terms, at + 1);
    this.usedTerms += terms.length + 1;
    for (let offset = 0; offset < length; offset++)
      this.units[this.usedUnits + offset] = text.charCodeAt(start + offset);
    this.words.set([hash, this.usedUnits, length, at], this.size * WORD);
    this.usedUnits += length;
    this.place(this.size++);
    if (this.size * 2 > this.slots.length) {
      this.slots = new Int32Array(this.slots.length * 2).fill(-1);
      for (let word = 0; word < this.size; word++) this.place(word);
    }
    return at;
  }

  private place(word: number): void {
    const mask = this.slots.length - 1;
    let slot = this.words[word * WORD]! & mask;
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = word;
  }
}
