import { countTrigrams } from '../characterModel';
import type { BackoffModel } from './backoffModel';
import { type RankedBits, rankBits, selectSamples } from './bitVector';
import { type CodedCounts, encodeCounts } from './childStarts';
import { writeSections } from './compactFormat';
import { forwardTrie } from './forwardTrie';
import { encodeWords, utf8Order } from './frontCodedWords';
import { type EncodedLists, encodeLists } from './gapCodes';
import { PackedIntegers } from './packedIntegers';
import { quantize } from './quantizer';

/** What a reader is told about a model. */
export interface ModelDescription {
  /** E.g. `surprisal-en-4gram`. */
  readonly id: string;
  readonly order: number;
  readonly vocabularySize: number;
  /** n-grams of each order, 1 to n. */
  readonly ngrams: readonly number[];
  /** Bits of a quantised log probability, and of a back-off, for each order. */
  readonly probabilityBits: readonly number[];
  readonly backoffBits: readonly number[];
  readonly events: number;
  /** Classes of words; absent without. */
  readonly classes?: number;
}

/** A model of classes of words to be kept with that of the words. */
export interface ClassBasedModel {
  /** N-grams of classes. */
  readonly ngrams: BackoffModel;
  /** Class number of each word. */
  readonly classOf: Uint16Array;
  /**
   * Natural logarithm of P(word | its class). Not quantised: the few most frequent words would have the error of many rare ones (with 8 bits
   * a perplexity of 104.4 instead of 102.5).
   */
  readonly logShare: Float32Array;
  /** Of the model of words where it has seen a context of 0 to order - 1 words: 0 to 1. */
  readonly weights: Float32Array;
  /** Bits of the n-grams' values, as in {@link CompactOptions}. */
  readonly probabilityBits?: readonly number[];
  readonly backoffBits?: readonly number[];
}

export interface CompactOptions {
  readonly id: string;
  /** Bits of quantised values, one number an order, 1 to 8; 8 where absent. */
  readonly probabilityBits?: readonly number[];
  readonly backoffBits?: readonly number[];
  readonly classes?: ClassBasedModel;
}

/** 0 as a probability or a back-off weight becomes this: 1e-99, as in ARPA files. */
const LOG_OF_ZERO = -99 * Math.LN10;

/** So many words say how words are spelt as well as all do. */
const SPELLING_SAMPLE = 5_000;

/**
 * The model as one block of bytes that {@link NgramModel.read} uses in place. Sections, in order: the description (JSON); words,
 * front-coded, where their buckets begin, and their numbers (low 16 bits, rest); counts of the letter trigrams of a sample of
 * them; for each order the codebook and codes of log probabilities; below the highest order those of back-offs, for unigrams
 * and for n-grams with children only; for unigrams the number of children of each, from order 2 to n - 1 the bits that mark
 * n-grams with children; from order 2 on the gap codes and the places of their blocks; from order 3 on the bits that mark
 * first children, with samples for `select`. Bits are three sections: see {@link RankedBits}. With classes: the class of each word,
 * its share of the class, the weights, and a whole compact model of the classes.
 */
export function writeCompact(model: BackoffModel, options: CompactOptions): Uint8Array {
  const { order, vocabulary, levels } = model;
  const trie = forwardTrie(model);
  const bits = (given: readonly number[] | undefined, count: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.min(8, Math.max(1, given?.[i] ?? 8)));
  const description: ModelDescription = {
    id: options.id,
    order,
    vocabularySize: vocabulary.size,
    ngrams: levels.map((level) => level.logProbability.length),
    probabilityBits: bits(options.probabilityBits, order),
    backoffBits: bits(options.backoffBits, order - 1),
    events: model.events,
    ...(options.classes && { classes: options.classes.ngrams.vocabulary.size }),
  };
  const sections: ArrayBufferView[] = [new TextEncoder().encode(JSON.stringify(description))];

  sections.push(...wordSections(vocabulary.words));

  for (let n = 1; n <= order; n++) {
    const level = levels[n - 1]!;
    const forward = n === 1 ? undefined : trie[n - 2]!;
    const arranged = (values: Float32Array): Float32Array =>
      forward ? Float32Array.from(forward.source, (index) => values[index]!) : values;
    const probabilities = quantize(arranged(level.logProbability), description.probabilityBits[n - 1]!);
    sections.push(
      probabilities.codebook,
      PackedIntegers.pack(probabilities.codes, description.probabilityBits[n - 1]!),
    );
    if (n < order) {
      const children = new Uint32Array(level.logProbability.length);
      for (const parent of trie[n - 1]!.parent) children[parent]!++;
      const hasBackoff = (_: number, i: number): boolean => n === 1 || children[i]! > 0;
      const backoffs = arranged(level.logBackoff)
        .filter(hasBackoff)
        .map((value) => Math.max(value, LOG_OF_ZERO));
      const quantized = quantize(backoffs, description.backoffBits[n - 1]!);
      sections.push(quantized.codebook, PackedIntegers.pack(quantized.codes, description.backoffBits[n - 1]!));
      if (n === 1) sections.push(...countSections(encodeCounts(children)));
      else sections.push(...bitSections(rankBits(children)));
    }
    if (forward) {
      sections.push(...listSections(encodeLists(forward.value, forward.startsList)));
      if (n > 2) {
        const starts = rankBits(forward.startsList);
        sections.push(...bitSections(starts), selectSamples(starts));
      }
    }
  }
  if (options.classes) sections.push(...classSections(options.classes, options.id));
  return writeSections(sections);
}

function classSections(
  { ngrams, classOf, logShare, weights, ...bits }: ClassBasedModel,
  id: string,
): ArrayBufferView[] {
  return [classOf, logShare, weights, writeCompact(ngrams, { id, ...bits })];
}

function wordSections(words: readonly string[]): ArrayBufferView[] {
  const order = utf8Order(words);
  const { bytes, buckets } = encodeWords(order.map((id) => words[id]!));
  // Words are numbered by falling frequency: every so many of them is a fair sample.
  const step = Math.ceil(words.length / SPELLING_SAMPLE);
  const sample = words.filter((_, id) => id % step === 0);
  return [
    bytes,
    buckets,
    Uint16Array.from(order, (id) => id & 0xffff),
    Uint8Array.from(order, (id) => id >>> 16),
    countTrigrams(sample),
  ];
}

const countSections = ({ bytes, blocks }: CodedCounts): ArrayBufferView[] => [bytes, blocks];

const listSections = ({ words, runs, offsets }: EncodedLists): ArrayBufferView[] => [words, runs, offsets];

const bitSections = ({ words, blockRanks, groupRanks }: RankedBits): ArrayBufferView[] => [
  words,
  blockRanks,
  groupRanks,
];
