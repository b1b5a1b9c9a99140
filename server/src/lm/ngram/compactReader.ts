import { BitVector } from './bitVector';
import { ModelFormatError, SectionReader } from './compactFormat';
import { type ChildLinks, CompactLevel, CompactTrie, MAXIMUM_ORDER } from './compactTrie';
import type { ModelDescription } from './compactWriter';
import { BLOCK_ENTRIES, GapCodedLists } from './gapCodes';
import { PackedIntegers } from './packedIntegers';
import { WordTable } from './wordTable';

export interface CompactParts {
  readonly description: ModelDescription;
  readonly words: WordTable;
  readonly trie: CompactTrie;
}

/**
 * Opens the sections of a compact model as views. What is computed on the way is small: samples of the bit vectors, running sums
 * of block lengths and child counts, the table of words.
 * @throws ModelFormatError when the sections do not fit each other
 */
export function readCompact(bytes: Uint8Array): CompactParts {
  const sections = new SectionReader(bytes);
  const description = readDescription(sections.bytes());
  const { order, ngrams, vocabularySize } = description;
  const words = new WordTable(sections.bytes(), sections.halfWords(vocabularySize), sections.bytes(vocabularySize));

  const levels: CompactLevel[] = [];
  const links: ChildLinks[] = [];
  let pending: Pick<ChildLinks, 'hasChildren' | 'starts' | 'backoffCodes' | 'backoffBook'> | undefined;
  for (let n = 1; n <= order; n++) {
    const size = ngrams[n - 1]!;
    const probabilities = readQuantized(sections, size, description.probabilityBits[n - 1]!);
    levels.push(new CompactLevel(size, probabilities.codes, probabilities.book));
    let opened: typeof pending;
    if (n < order) {
      const book = sections.floats();
      const codeBytes = sections.bytes();
      const bits = description.backoffBits[n - 1]!;
      const starts = n === 1 ? readStarts(sections.bytes(), size, ngrams[1]!) : undefined;
      const hasChildren = n === 1 ? undefined : new BitVector(sections.words(Math.ceil(size / 32)), size);
      const count = hasChildren ? hasChildren.ones : size;
      const { codes, book: padded } = quantized(codeBytes, book, count, bits);
      opened = { hasChildren, starts, backoffCodes: codes, backoffBook: padded };
    }
    if (pending) {
      const values = readLists(sections, size);
      const firstChildren = n === 2 ? undefined : new BitVector(sections.words(Math.ceil(size / 32)), size);
      if (firstChildren && firstChildren.ones !== pending.hasChildren?.ones)
        throw new ModelFormatError(`The ${n}-grams do not belong to the contexts of the model`);
      links.push({ ...pending, firstChildren, values });
    }
    pending = opened;
  }
  return { description, words, trie: new CompactTrie(levels, links) };
}

function readDescription(bytes: Uint8Array): ModelDescription {
  let value: Partial<Record<keyof ModelDescription, unknown>>;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ModelFormatError('The description of the model is not JSON');
  }
  const { id, order, vocabularySize, ngrams, probabilityBits, backoffBits, events } = value;
  const isCount = (number: unknown, least: number, most: number): number is number =>
    Number.isInteger(number) && (number as number) >= least && (number as number) <= most;
  const areCounts = (list: unknown, length: number, least: number, most: number): list is number[] =>
    Array.isArray(list) && list.length === length && list.every((number) => isCount(number, least, most));
  if (
    typeof id !== 'string' ||
    !isCount(order, 1, MAXIMUM_ORDER) ||
    !isCount(vocabularySize, 3, 1 << 24) ||
    !areCounts(ngrams, order, 0, 0x7fffffff) ||
    ngrams[0] !== vocabularySize ||
    !areCounts(probabilityBits, order, 1, 8) ||
    !areCounts(backoffBits, order - 1, 1, 8) ||
    !isCount(events, 0, Number.MAX_SAFE_INTEGER)
  )
    throw new ModelFormatError('The description of the model is not complete');
  return { id, order, vocabularySize, ngrams, probabilityBits, backoffBits, events };
}

function readQuantized(sections: SectionReader, count: number, bits: number) {
  const book = sections.floats();
  return quantized(sections.bytes(), book, count, bits);
}

/** The codebook is filled up, so that no code can point past it. */
function quantized(bytes: Uint8Array, book: Float32Array, count: number, bits: number) {
  if (
    bytes.length !== PackedIntegers.byteLength(count, bits) ||
    book.length > 2 ** bits ||
    (count > 0 && book.length === 0)
  )
    throw new ModelFormatError('Quantised values do not fit the number of n-grams');
  const filled = new Float32Array(2 ** bits).fill(book[book.length - 1] ?? 0);
  filled.set(book);
  return { codes: new PackedIntegers(bytes, bits), book: filled };
}

function readStarts(bytes: Uint8Array, size: number, total: number): Uint32Array {
  const starts = new Uint32Array(size + 1);
  let at = 0;
  for (let i = 0; i < size; i++) {
    let count = 0;
    let byte = 128;
    for (let shift = 0; byte > 127 && shift < 32; shift += 7) {
      byte = bytes[at++] ?? 0;
      count |= (byte & 127) << shift;
    }
    starts[i + 1] = starts[i]! + count;
  }
  if (at !== bytes.length || starts[size] !== total)
    throw new ModelFormatError('The bigrams do not belong to the words of the model');
  return starts;
}

function readLists(sections: SectionReader, size: number): GapCodedLists {
  const words = sections.words();
  const count = Math.ceil(size / BLOCK_ENTRIES);
  const lengths = sections.halfWords(count);
  const blocks = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) blocks[i + 1] = blocks[i]! + lengths[i]!;
  if (blocks[count]! > words.length * 32 - 32) throw new ModelFormatError('The codes of an order are cut short');
  return new GapCodedLists({ words, blocks });
}
