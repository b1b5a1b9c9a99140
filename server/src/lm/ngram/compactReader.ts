import { TRIGRAMS } from '../characterModel';
import * as bits from './bitVector';
import { ChildStarts, blockCount as countBlocks } from './childStarts';
import { ModelFormatError, SectionReader } from './compactFormat';
import { type ChildLinks, CompactLevel, CompactTrie, MAXIMUM_ORDER } from './compactTrie';
import type { ModelDescription } from './compactWriter';
import { bucketCount } from './frontCodedWords';
import { GapCodedLists, blockCount as listBlocks, runCount } from './gapCodes';
import { PackedIntegers } from './packedIntegers';
import { WordTable } from './wordTable';

/** A model of classes of the words, as views of the file. */
export interface ClassSections {
  readonly count: number;
  /** Class number of each word. */
  readonly classOf: Uint16Array;
  /** Natural logarithm of P(word | its class) of each word. */
  readonly logShare: Float32Array;
  /** Of the model of words where it has seen a context of 0 to order - 1 words; the rest is the model of classes'. */
  readonly weights: Float32Array;
  /** A compact model of its own, whose words are the classes. */
  readonly ngrams: Uint8Array;
}

export interface CompactParts {
  readonly description: ModelDescription;
  readonly words: WordTable;
  /** See `CharacterModel.fromCounts`. */
  readonly letterTrigrams: Uint16Array;
  readonly trie: CompactTrie;
  readonly classes: ClassSections | undefined;
}

const NO_SAMPLES = new Uint32Array(0);

/**
 * Opens the sections of a compact model as views; nothing is computed but the checksum.
 * @throws ModelFormatError when the sections do not fit each other
 */
export function readCompact(bytes: Uint8Array): CompactParts {
  const sections = new SectionReader(bytes);
  const description = readDescription(sections.bytes());
  const { order, ngrams, vocabularySize } = description;
  const coding = { bytes: sections.bytes(), buckets: sections.words(bucketCount(vocabularySize)) };
  const words = new WordTable(coding, sections.halfWords(vocabularySize), sections.bytes(vocabularySize));
  const letterTrigrams = sections.halfWords(TRIGRAMS);

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
      const starts = n === 1 ? readStarts(sections, size, ngrams[1]!) : undefined;
      const hasChildren = n === 1 ? undefined : new bits.BitVector(readBits(sections, size), NO_SAMPLES, size);
      const count = hasChildren ? hasChildren.ones : size;
      const { codes, book: padded } = quantized(codeBytes, book, count, description.backoffBits[n - 1]!);
      opened = { hasChildren, starts, backoffCodes: codes, backoffBook: padded };
    }
    if (pending) {
      const values = readLists(sections, size);
      const firstChildren = n === 2 ? undefined : new bits.BitVector(readBits(sections, size), sections.words(), size);
      if (firstChildren && firstChildren.ones !== pending.hasChildren?.ones)
        throw new ModelFormatError(`The ${n}-grams do not belong to the contexts of the model`);
      links.push({ ...pending, firstChildren, values });
    }
    pending = opened;
  }
  const classes =
    description.classes === undefined ? undefined : readClasses(sections, description.classes, description);
  return { description, words, letterTrigrams, trie: new CompactTrie(levels, links), classes };
}

function readClasses(
  sections: SectionReader,
  count: number,
  { vocabularySize, order }: ModelDescription,
): ClassSections {
  const classOf = sections.halfWords(vocabularySize);
  const logShare = sections.floats(vocabularySize);
  const weights = sections.floats(order);
  return { count, classOf, logShare, weights, ngrams: sections.bytes() };
}

function readDescription(bytes: Uint8Array): ModelDescription {
  let value: Partial<Record<keyof ModelDescription, unknown>>;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ModelFormatError('The description of the model is not JSON');
  }
  const { id, order, vocabularySize, ngrams, probabilityBits, backoffBits, events, classes } = value;
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
    !isCount(events, 0, Number.MAX_SAFE_INTEGER) ||
    !(classes === undefined || isCount(classes, 3, 1 << 16))
  )
    throw new ModelFormatError('The description of the model is not complete');
  const words = { id, order, vocabularySize, ngrams, probabilityBits, backoffBits, events };
  return classes === undefined ? words : { ...words, classes };
}

function readQuantized(sections: SectionReader, count: number, width: number) {
  const book = sections.floats();
  return quantized(sections.bytes(), book, count, width);
}

/** The codebook is filled up, so that no code can point past it. */
function quantized(bytes: Uint8Array, book: Float32Array, count: number, width: number) {
  if (
    bytes.length !== PackedIntegers.byteLength(count, width) ||
    book.length > 2 ** width ||
    (count > 0 && book.length === 0)
  )
    throw new ModelFormatError('Quantised values do not fit the number of n-grams');
  const filled = new Float32Array(2 ** width).fill(book[book.length - 1] ?? 0);
  filled.set(book);
  return { codes: new PackedIntegers(bytes, width), book: filled };
}

function readStarts(sections: SectionReader, size: number, total: number): ChildStarts {
  const starts = new ChildStarts({ bytes: sections.bytes(), blocks: sections.words(2 * countBlocks(size)) }, size);
  if (starts.of(size) !== total) throw new ModelFormatError('The bigrams do not belong to the words of the model');
  return starts;
}

function readBits(sections: SectionReader, length: number): bits.RankedBits {
  const words = sections.words(bits.wordCount(length));
  const blockRanks = sections.words(bits.blockCount(length) + 1);
  return { words, blockRanks, groupRanks: sections.halfWords(bits.groupCount(length)) };
}

function readLists(sections: SectionReader, size: number): GapCodedLists {
  const words = sections.words();
  const count = listBlocks(size);
  const lists = new GapCodedLists({
    words,
    runs: sections.words(runCount(count)),
    offsets: sections.halfWords(count + 1),
  });
  if (lists.end > words.length * 32 - 32) throw new ModelFormatError('The codes of an order are cut short');
  return lists;
}
