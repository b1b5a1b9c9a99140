import { checksum } from './checksum';
import { buildAutomaton, CompactAutomaton } from './compactAutomaton';
import { type Dialect, dialects } from './dialect';
import { RangeMinimum } from './rangeMinimum';

/** How a dialect takes a spelling: not at all, as a seldom variant, as a variant that is as good, or as its own. */
export const Standing = { foreign: 0, seldom: 1, variant: 2, preferred: 3 } as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

export const wordClasses = ['general', 'name', 'abbreviation', 'technical'] as const;
export type WordClass = (typeof wordClasses)[number];

export interface LexiconEntry {
  /** With its usual capitalisation and straight apostrophes, NFC. */
  readonly word: string;
  readonly standings: Readonly<Record<Dialect, Standing>>;
  readonly wordClass: WordClass;
  /** Right, but more often a slip for another word: `calender`. */
  readonly rare: boolean;
  /** False for words that no correction should offer: vulgar words and slurs. */
  readonly suggestable: boolean;
  /** Natural logarithm of the relative frequency, at most 0. */
  readonly logFrequency: number;
  /** The same word in other dialects' spellings; those that are no entries are left out. */
  readonly counterparts: readonly string[];
}

const MAGIC = 0x3258454c; // "LEX2", little endian
const OLDER_MAGIC = 0x3158454c;
const HEADER_WORDS = 6;
/** Log frequencies are kept in steps of a twelfth, from 0 to -21.25: within 4 % of the frequency. */
export const stepsPerNat = 12;
const shifts: Readonly<Record<Dialect, number>> = { 'en-US': 0, 'en-GB': 2, 'en-CA': 4, 'en-AU': 6 };
const RARE = 4;
const UNSUGGESTABLE = 8;

/**
 * The sections of a lexicon file, little endian, viewed in place:
 *
 * | part | type | length |
 * |---|---|---|
 * | magic, checksum of what follows, bytes of the automaton, words, words with counterparts, counterparts | uint32 | 6 |
 * | the automaton | see `CompactAutomaton` | |
 * | words with counterparts, ascending | uint32 | |
 * | where a word's counterparts start; a sentinel closes the list | uint32 | one more |
 * | counterparts | uint32 | |
 * | standings, two bits a dialect | uint8 | words |
 * | traits: class, rare, unsuggestable | uint8 | words |
 * | frequency, twelfths of a nat below 0 | uint8 | words |
 * | bounds of those, see `RangeMinimum` | uint8 | padded to four bytes |
 */
export class LexiconFile {
  private constructor(
    readonly automaton: CompactAutomaton,
    private readonly variantWords: Uint32Array,
    private readonly counterpartStarts: Uint32Array,
    private readonly counterpartWords: Uint32Array,
    private readonly standings: Uint8Array,
    private readonly traits: Uint8Array,
    private readonly frequencies: Uint8Array,
    /** Bounds of ranges of words: how frequent the most frequent of them is, in twelfths of a nat below 0. */
    readonly rarities: RangeMinimum,
  ) {}

  /** @throws Error when the bytes are no lexicon, are cut short or do not fit together. */
  static read(bytes: Uint8Array): LexiconFile {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset, byteLength } = aligned;
    if (byteLength < HEADER_WORDS * 4) throw new Error('not a lexicon: shorter than its header');
    const header = new Uint32Array(buffer, byteOffset, HEADER_WORDS);
    const [magic, sum, automatonBytes, wordCount, variantCount, counterpartCount] = header as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    if (magic === OLDER_MAGIC) throw new Error('a lexicon of an older version: build it again');
    if (magic !== MAGIC) throw new Error('not a lexicon: wrong signature');
    const expected = lexiconLength(automatonBytes, wordCount, variantCount, counterpartCount);
    if (automatonBytes % 4 !== 0 || expected !== byteLength) {
      throw new Error(`damaged lexicon: ${byteLength} bytes, its header says ${expected}`);
    }
    if (checksum(new Int32Array(buffer, byteOffset + 8, byteLength / 4 - 2)) !== sum)
      throw new Error('damaged lexicon: its checksum is wrong');
    let at = byteOffset + HEADER_WORDS * 4;
    const automaton = CompactAutomaton.read(new Uint8Array(buffer, at, automatonBytes));
    if (automaton.wordCount !== wordCount) throw new Error('damaged lexicon: its automaton has other words');
    at += automatonBytes;
    const uint32 = (length: number): Uint32Array => {
      const view = new Uint32Array(buffer, at, length);
      at += length * 4;
      return view;
    };
    const uint8 = (length: number): Uint8Array => {
      const view = new Uint8Array(buffer, at, length);
      at += length;
      return view;
    };
    const variantWords = uint32(variantCount);
    const counterpartStarts = uint32(variantCount + 1);
    const counterpartWords = uint32(counterpartCount);
    const standings = uint8(wordCount);
    const traits = uint8(wordCount);
    const frequencies = uint8(wordCount);
    const rarities = new RangeMinimum(frequencies, uint8(RangeMinimum.tableLength(wordCount)));
    return new LexiconFile(
      automaton,
      variantWords,
      counterpartStarts,
      counterpartWords,
      standings,
      traits,
      frequencies,
      rarities,
    );
  }

  standing(index: number, dialect: Dialect): Standing {
    return ((this.standings[index]! >> shifts[dialect]) & 3) as Standing;
  }

  wordClass(index: number): WordClass {
    return wordClasses[this.traits[index]! & 3]!;
  }

  isRare(index: number): boolean {
    return (this.traits[index]! & RARE) !== 0;
  }

  isSuggestable(index: number): boolean {
    return (this.traits[index]! & UNSUGGESTABLE) === 0;
  }

  logFrequency(index: number): number {
    return -this.frequencies[index]! / stepsPerNat;
  }

  counterparts(index: number): Uint32Array {
    const { variantWords } = this;
    let low = 0;
    let high = variantWords.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const word = variantWords[middle]!;
      if (word === index) {
        return this.counterpartWords.subarray(this.counterpartStarts[middle]!, this.counterpartStarts[middle + 1]!);
      }
      if (word < index) low = middle + 1;
      else high = middle - 1;
    }
    return NONE;
  }
}

/**
 * The bytes of a lexicon, for `LexiconFile.read`. Entries may come in any order.
 * @throws Error when a word comes twice.
 */
export const writeLexicon = (entries: readonly LexiconEntry[]): Uint8Array => {
  const sorted = [...entries].sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
  const indexes = new Map(sorted.map((entry, index) => [entry.word, index]));
  const automaton = buildAutomaton(sorted.map((entry) => entry.word));
  const variants = sorted.flatMap((entry, index) => {
    const words = entry.counterparts.flatMap((word) => indexes.get(word) ?? []).filter((other) => other !== index);
    return words.length > 0 ? [{ index, words }] : [];
  });
  const starts = [0];
  for (const { words } of variants) starts.push(starts.at(-1)! + words.length);
  const numbers = [
    ...variants.map((variant) => variant.index),
    ...starts,
    ...variants.flatMap((variant) => variant.words),
  ];
  const header = [MAGIC, 0, automaton.length, sorted.length, variants.length, starts.at(-1)!];
  const bytes = new Uint8Array(lexiconLength(automaton.length, sorted.length, variants.length, starts.at(-1)!));
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  header.forEach(put);
  bytes.set(automaton, at);
  at += automaton.length;
  numbers.forEach(put);
  for (const [section, encode] of [encodeStandings, encodeTraits, encodeFrequency].entries()) {
    for (const [index, entry] of sorted.entries()) bytes[at + section * sorted.length + index] = encode(entry);
  }
  at += 3 * sorted.length;
  bytes.set(RangeMinimum.table(bytes.subarray(at - sorted.length, at)), at);
  view.setUint32(4, checksum(new Int32Array(bytes.buffer, 8)), true);
  return bytes;
};

const lexiconLength = (automaton: number, words: number, variants: number, counterparts: number): number => {
  const bytes = 3 * words + RangeMinimum.tableLength(words);
  return HEADER_WORDS * 4 + automaton + (2 * variants + 1 + counterparts) * 4 + Math.ceil(bytes / 4) * 4;
};

const NONE = new Uint32Array(0);

const encodeStandings = (entry: LexiconEntry): number =>
  dialects.reduce((bits, dialect) => bits | (entry.standings[dialect] << shifts[dialect]), 0);

const encodeTraits = (entry: LexiconEntry): number =>
  wordClasses.indexOf(entry.wordClass) | (entry.rare ? RARE : 0) | (entry.suggestable ? 0 : UNSUGGESTABLE);

const encodeFrequency = (entry: LexiconEntry): number =>
  Math.min(255, Math.max(0, Math.round(-entry.logFrequency * stepsPerNat)));
