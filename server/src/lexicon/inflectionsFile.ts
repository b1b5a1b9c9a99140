import { checksum } from './checksum';
import { buildAutomaton, CompactAutomaton } from './compactAutomaton';

const MAGIC = 0x31464e49; // "INF1", little endian
const HEADER_WORDS = 8;

/** Tags of the Penn Treebank (Santorini 1990). */
export const inflectionTags = [
  'NN',
  'NNS',
  'VB',
  'VBP',
  'VBZ',
  'VBD',
  'VBN',
  'VBG',
  'JJ',
  'JJR',
  'JJS',
  'RB',
  'RBR',
  'RBS',
] as const;
export type InflectionTag = (typeof inflectionTags)[number];

export interface InflectedForm {
  readonly form: string;
  readonly tag: InflectionTag;
}

export interface WrittenForm extends InflectedForm {
  /** Hardly ever meant where the word is met: `saw` of the verb `to saw`. Not among the word's readings. */
  readonly seldom?: boolean;
}

/** A lemma of one part of speech. */
export interface InflectionEntry {
  /** The lemma first. */
  readonly forms: readonly WrittenForm[];
  /** Numbers of entries, the most frequent first. */
  readonly derivations: readonly number[];
  readonly synonyms: readonly number[];
}

const TAG_BITS = 4;
const TAG_MASK = (1 << TAG_BITS) - 1;

/**
 * The sections of an inflections file, little endian, viewed in place:
 *
 * | part | type | length |
 * |---|---|---|
 * | magic, checksum of what follows, bytes of the automaton, entries, forms, readings, derivations, synonyms | uint32 | 8 |
 * | the automaton of all forms | see `CompactAutomaton` | |
 * | forms of entries: where they start; a sentinel closes the list | uint32 | entries + 1 |
 * | forms: word times 16, plus tag | uint32 | forms |
 * | readings of words: where they start; a sentinel | uint32 | words + 1 |
 * | readings: entry times 16, plus tag | uint32 | readings |
 * | derivations: where they start; a sentinel | uint32 | entries + 1 |
 * | derivations: entries | uint16 | derivations |
 * | synonyms: where they start; a sentinel | uint32 | entries + 1 |
 * | synonyms: entries | uint16 | synonyms; padded to four bytes |
 */
export class InflectionsFile {
  private constructor(
    readonly automaton: CompactAutomaton,
    private readonly formStarts: Uint32Array,
    private readonly forms: Uint32Array,
    private readonly readingStarts: Uint32Array,
    private readonly readings: Uint32Array,
    private readonly derivationStarts: Uint32Array,
    private readonly derivations: Uint16Array,
    private readonly synonymStarts: Uint32Array,
    private readonly synonyms: Uint16Array,
  ) {}

  /** @throws Error when the bytes are no inflections, are cut short or do not fit together. */
  static read(bytes: Uint8Array): InflectionsFile {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset, byteLength } = aligned;
    if (byteLength < HEADER_WORDS * 4) throw new Error('no inflections: shorter than their header');
    const [magic, sum, automatonBytes = 0, entries = 0, forms = 0, readings = 0, derivations = 0, synonyms = 0] =
      new Uint32Array(buffer, byteOffset, HEADER_WORDS);
    if (magic !== MAGIC) throw new Error('no inflections: wrong signature');
    let at = byteOffset + HEADER_WORDS * 4;
    if (automatonBytes % 4 !== 0 || at + automatonBytes > byteOffset + byteLength)
      throw new Error(`damaged inflections: ${byteLength} bytes, too few for their automaton`);
    const automaton = CompactAutomaton.read(new Uint8Array(buffer, at, automatonBytes));
    const expected = fileLength(automatonBytes, automaton.wordCount, entries, forms, readings, derivations, synonyms);
    if (expected !== byteLength) {
      throw new Error(`damaged inflections: ${byteLength} bytes, their header says ${expected}`);
    }
    if (checksum(new Int32Array(buffer, byteOffset + 8, byteLength / 4 - 2)) !== sum)
      throw new Error('damaged inflections: their checksum is wrong');
    at += automatonBytes;
    const uint32 = (length: number): Uint32Array => {
      const view = new Uint32Array(buffer, at, length);
      at += length * 4;
      return view;
    };
    const uint16 = (length: number): Uint16Array => {
      const view = new Uint16Array(buffer, at, length);
      at += Math.ceil(length / 2) * 4;
      return view;
    };
    return new InflectionsFile(
      automaton,
      uint32(entries + 1),
      uint32(forms),
      uint32(automaton.wordCount + 1),
      uint32(readings),
      uint32(entries + 1),
      uint16(derivations),
      uint32(entries + 1),
      uint16(synonyms),
    );
  }

  /** Forms of an entry, the lemma first. */
  formsOf(entry: number): InflectedForm[] {
    const found: InflectedForm[] = [];
    for (let i = this.formStarts[entry]!; i < this.formStarts[entry + 1]!; i++) {
      const form = this.forms[i]!;
      found.push({ form: this.automaton.wordAt(form >>> TAG_BITS), tag: inflectionTags[form & TAG_MASK]! });
    }
    return found;
  }

  /** Entries that have the word as a form, and as which. */
  readingsOf(word: number): { readonly entry: number; readonly tag: InflectionTag }[] {
    const found: { entry: number; tag: InflectionTag }[] = [];
    for (let i = this.readingStarts[word]!; i < this.readingStarts[word + 1]!; i++) {
      const reading = this.readings[i]!;
      found.push({ entry: reading >>> TAG_BITS, tag: inflectionTags[reading & TAG_MASK]! });
    }
    return found;
  }

  derivationsOf(entry: number): Uint16Array {
    return this.derivations.subarray(this.derivationStarts[entry]!, this.derivationStarts[entry + 1]!);
  }

  synonymsOf(entry: number): Uint16Array {
    return this.synonyms.subarray(this.synonymStarts[entry]!, this.synonymStarts[entry + 1]!);
  }
}

/** The bytes of inflections, for `InflectionsFile.read`; entries are numbered as they come, 65,536 at most. */
export function writeInflections(entries: readonly InflectionEntry[]): Uint8Array {
  if (entries.length > 1 << 16) throw new Error(`${entries.length} entries: no more than 65,536 have numbers`);
  const words = [...new Set(entries.flatMap(({ forms }) => forms.map(({ form }) => form)))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  const indexes = new Map(words.map((word, index) => [word, index]));
  const automaton = buildAutomaton(words);
  const formLists = entries.map(({ forms }) =>
    forms.map(({ form, tag }) => (indexes.get(form)! << TAG_BITS) | inflectionTags.indexOf(tag)),
  );
  const readingLists: number[][] = words.map(() => []);
  for (const [entry, { forms }] of entries.entries()) {
    for (const { form, tag, seldom } of forms) {
      if (seldom !== true) readingLists[indexes.get(form)!]!.push((entry << TAG_BITS) | inflectionTags.indexOf(tag));
    }
  }
  const derivationLists = entries.map(({ derivations }) => derivations);
  const synonymLists = entries.map(({ synonyms }) => synonyms);
  const counts = [formLists, readingLists, derivationLists, synonymLists].map(total) as [
    number,
    number,
    number,
    number,
  ];
  const length = fileLength(automaton.length, words.length, entries.length, ...counts);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put32 = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const putStarts = (lists: readonly (readonly number[])[]): void => {
    let start = 0;
    for (const list of lists) {
      put32(start);
      start += list.length;
    }
    put32(start);
  };
  const putEntries = (lists: readonly (readonly number[])[]): void => {
    putStarts(lists);
    for (const [i, entry] of lists.flat().entries()) view.setUint16(at + i * 2, entry, true);
    at += Math.ceil(total(lists) / 2) * 4;
  };
  for (const value of [MAGIC, 0, automaton.length, entries.length, ...counts]) put32(value);
  bytes.set(automaton, at);
  at += automaton.length;
  putStarts(formLists);
  formLists.flat().forEach(put32);
  putStarts(readingLists);
  readingLists.flat().forEach(put32);
  putEntries(derivationLists);
  putEntries(synonymLists);
  view.setUint32(4, checksum(new Int32Array(bytes.buffer, 8)), true);
  return bytes;
}

const total = (lists: readonly (readonly number[])[]): number => lists.reduce((sum, list) => sum + list.length, 0);

const fileLength = (
  automaton: number,
  words: number,
  entries: number,
  forms: number,
  readings: number,
  derivations: number,
  synonyms: number,
): number =>
  automaton +
  4 *
    (HEADER_WORDS +
      3 * (entries + 1) +
      words +
      1 +
      forms +
      readings +
      Math.ceil(derivations / 2) +
      Math.ceil(synonyms / 2));
