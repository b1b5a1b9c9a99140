import type { BackoffModel } from './backoffModel';
import { packBits } from './bitVector';
import { writeSections } from './compactFormat';
import { forwardTrie } from './forwardTrie';
import { encodeWords } from './frontCodedWords';
import { encodeLists } from './gapCodes';
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
}

export interface CompactOptions {
  readonly id: string;
  /** Bits of quantised values, one number an order, 1 to 8; 8 where absent. */
  readonly probabilityBits?: readonly number[];
  readonly backoffBits?: readonly number[];
}

/** 0 as a probability or a back-off weight becomes this: 1e-99, as in ARPA files. */
const LOG_OF_ZERO = -99 * Math.LN10;

/**
 * The model as one block of bytes that {@link NgramModel.read} uses in place. Sections, in order: the description (JSON);
 * words, front-coded, and their numbers (low 16 bits, rest); for each order the codebook and codes of log probabilities;
 * below the highest order those of back-offs, for unigrams and for n-grams with children only; from order 2 on the gap
 * codes and the bit length of each block; from order 3 on the bits that mark first children; from order 2 to n - 1 the
 * bits that mark n-grams with children; for unigrams the number of children of each.
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
  };
  const sections: ArrayBufferView[] = [new TextEncoder().encode(JSON.stringify(description))];

  const sorted = vocabulary.words.map((word, id) => ({ word, id })).sort((a, b) => (a.word < b.word ? -1 : 1));
  sections.push(encodeWords(sorted.map(({ word }) => word)));
  sections.push(Uint16Array.from(sorted, ({ id }) => id & 0xffff));
  sections.push(Uint8Array.from(sorted, ({ id }) => id >>> 16));

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
      sections.push(n === 1 ? encodeCounts(children) : packBits(children));
    }
    if (forward) {
      const { words, blocks } = encodeLists(forward.value, forward.startsList);
      sections.push(words, blockLengths(blocks));
      if (n > 2) sections.push(packBits(forward.startsList));
    }
  }
  return writeSections(sections);
}

function blockLengths(blocks: Uint32Array): Uint16Array {
  return Uint16Array.from({ length: blocks.length - 1 }, (_, i) => blocks[i + 1]! - blocks[i]!);
}

/** Numbers in base 128, lowest digits first, the highest bit of a byte set when more follow. */
function encodeCounts(counts: Uint32Array): Uint8Array {
  const bytes: number[] = [];
  for (let count of counts) {
    for (; count > 127; count >>>= 7) bytes.push((count & 127) | 128);
    bytes.push(count);
  }
  return Uint8Array.from(bytes);
}
