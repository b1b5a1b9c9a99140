/** Words of which the first is written whole, so that a search need not start at the very first one. */
const BUCKET_WORDS = 16;
/** In a half byte: the length follows in a byte of its own. */
const LONG = 15;
const LONGEST = 255;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/**
 * A vocabulary as bytes: the words ascending by their UTF-8 bytes, each as a byte whose upper half is the number of bytes it
 * shares with the word before, whose lower half is the number of bytes that follow, then those bytes. The first of every 16 shares nothing.
 */
export interface FrontCoding {
  readonly bytes: Uint8Array;
  /** Where every 16th word begins. */
  readonly buckets: Uint32Array;
}

export const bucketCount = (words: number): number => Math.ceil(words / BUCKET_WORDS);

/** The words' numbers, in the order of their UTF-8 bytes. */
export function utf8Order(words: readonly string[]): number[] {
  const encoder = new TextEncoder();
  const encoded = words.map((word) => encoder.encode(word));
  return encoded.map((_, id) => id).sort((a, b) => compare(encoded[a]!, encoded[b]!));
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** @param sorted in the order of their UTF-8 bytes; throws a RangeError when one has more than 255 */
export function encodeWords(sorted: readonly string[]): FrontCoding {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  const buckets: number[] = [];
  let previous = new Uint8Array(0);
  for (const [place, text] of sorted.entries()) {
    const word = encoder.encode(text);
    if (word.length > LONGEST)
      throw new RangeError(`A word of ${word.length} bytes is too long for a model: ${text.slice(0, 40)}…`);
    let common = 0;
    if (place % BUCKET_WORDS === 0) buckets.push(bytes.length);
    else while (common < Math.min(previous.length, word.length) && previous[common] === word[common]) common++;
    const rest = word.length - common;
    bytes.push((Math.min(common, LONG) << 4) | Math.min(rest, LONG));
    if (common >= LONG) bytes.push(common);
    if (rest >= LONG) bytes.push(rest);
    bytes.push(...word.subarray(common));
    previous = word;
  }
  return { bytes: Uint8Array.from(bytes), buckets: Uint32Array.from(buckets) };
}

/** Finds words in their front coding. What is not such a coding gives wrong answers, but always an answer. */
export class FrontCodedWords {
  readonly #size: number;
  readonly #bytes: Uint8Array;
  readonly #buckets: Uint32Array;
  /** The word that is looked for. */
  readonly #query = new Uint8Array(LONGEST);
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** Of the entry last read. */
  #common = 0;
  #rest = 0;

  /** @param size how many words there are */
  constructor({ bytes, buckets }: FrontCoding, size: number) {
    this.#size = size;
    this.#bytes = bytes;
    this.#buckets = buckets;
  }

  /** The word's place in the order; -1 when it is not there. */
  find(word: string): number {
    const length = this.#encode(word);
    if (length < 0) return -1;
    // The last bucket whose first word is not above the one looked for.
    let bucket = 0;
    let high = this.#buckets.length - 1;
    while (bucket < high) {
      const middle = (bucket + high + 1) >>> 1;
      const at = this.#open(this.#buckets[middle]!);
      const matched = this.#match(at, 0, length);
      const isAbove =
        matched === length
          ? this.#rest > length
          : matched < this.#rest && this.#bytes[at + matched]! > this.#query[matched]!;
      if (isAbove) high = middle - 1;
      else bucket = middle;
    }
    let at = this.#buckets[bucket] ?? this.#bytes.length;
    const end = this.#buckets[bucket + 1] ?? this.#bytes.length;
    /** How many bytes the word before shares with the one looked for, which is above it. */
    let matched = 0;
    for (let place = bucket * BUCKET_WORDS; at < end; place++) {
      at = this.#open(at);
      if (this.#common < matched) return -1;
      if (this.#common === matched) {
        matched = this.#match(at, matched, length);
        const wordLength = this.#common + this.#rest;
        if (matched === length) return wordLength === length ? place : -1;
        if (matched < wordLength && this.#bytes[at + matched - this.#common]! > this.#query[matched]!) return -1;
      }
      at += this.#rest;
    }
    return -1;
  }

  /** The word at a place of the order. */
  word(place: number): string {
    const bucket = Math.floor(place / BUCKET_WORDS);
    const word = new Uint8Array(2 * LONGEST);
    let length = 0;
    let at = this.#buckets[bucket]!;
    for (let i = bucket * BUCKET_WORDS; i <= place; i++) {
      at = this.#open(at);
      length = this.#common + this.#rest;
      word.set(this.#bytes.subarray(at, at + this.#rest), this.#common);
      at += this.#rest;
    }
    return this.#decoder.decode(word.subarray(0, length));
  }

  /** The places of the words that begin with `prefix`: from the first up to the second, which is not one of them. */
  beginningWith(prefix: string): readonly [number, number] {
    if (LONE_SURROGATE.test(prefix)) return [0, 0];
    const bytes = this.#encoder.encode(prefix);
    return [this.#firstNotBelow(bytes, 0), this.#firstNotBelow(bytes, 1)];
  }

  /** The first place whose word, cut to the length of `bytes`, compares with it as `least` or higher. */
  #firstNotBelow(bytes: Uint8Array, least: 0 | 1): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = Math.sign(compare(this.#encoder.encode(this.word(middle)).subarray(0, bytes.length), bytes));
      if (order < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Reads the lengths of the entry at `at`; where its bytes begin comes back. */
  #open(at: number): number {
    const bytes = this.#bytes;
    const lengths = bytes[at]!;
    let next = at + 1;
    this.#common = lengths >>> 4;
    this.#rest = lengths & LONG;
    if (this.#common === LONG) this.#common = bytes[next++]!;
    if (this.#rest === LONG) this.#rest = bytes[next++]!;
    return next;
  }

  /** How many bytes the word of the open entry shares with the one looked for, when it is known to share `matched`. */
  #match(at: number, matched: number, length: number): number {
    const end = Math.min(length, this.#common + this.#rest);
    let same = matched;
    for (let i = at + matched - this.#common; same < end && this.#bytes[i] === this.#query[same]; i++) same++;
    return same;
  }

  /** Writes the word to `#query`; -1 when it is too long to be there. */
  #encode(word: string): number {
    if (word.length > LONGEST) return -1;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (code > 127) {
        const { read, written } = this.#encoder.encodeInto(word, this.#query);
        // Half of a surrogate pair is no word's, and would be written as U+FFFD.
        return read === word.length && !LONE_SURROGATE.test(word) ? written : -1;
      }
      this.#query[i] = code;
    }
    return word.length;
  }
}
