import { scanAdjustedCounts } from './adjustedCounts';
import { GrowableUint32Array } from './growableUint32Array';
import type { CountedNgrams } from './ngramCounter';
import { SENTENCE_END_ID, SENTENCE_START_ID } from './vocabulary';

/**
 * The n-grams of one order, in suffix order: number i is the word `firstWord[i]` before the (n-1)-gram `suffix[i]` of the
 * order below. For unigrams number, word and `firstWord` are the same, and every word of the vocabulary has a place.
 */
export interface CountLevel {
  readonly firstWord: Uint32Array;
  readonly suffix: Uint32Array;
  readonly raw: Uint32Array;
  readonly adjusted: Uint32Array;
}

export interface CountTrie {
  readonly order: number;
  /** Orders 1 to `order`, at indices 0 to `order - 1`. */
  readonly levels: readonly CountLevel[];
  /** For each order, how many n-grams have adjusted count 1, 2, 3 and 4, those under the cut-offs included. */
  readonly countsOfCounts: readonly Float64Array[];
  /** Predicted tokens, sentence ends included, weighted. */
  readonly events: number;
}

/**
 * Keeps the n-grams seen more often than their order's cut-off.
 * @param cutOffs one number an order: n-grams seen that many times or fewer are dropped. The first must be 0 (the
 *   vocabulary decides about words) and they may not fall, so that the context and the suffix of a kept n-gram are kept.
 */
export function buildCountTrie(
  counts: CountedNgrams,
  vocabularySize: number,
  cutOffs: readonly number[],
  contextOnly: ReadonlySet<number>,
): CountTrie {
  const { order: highest } = counts;
  checkCutOffs(cutOffs, highest);
  const unigrams = { raw: new Uint32Array(vocabularySize), adjusted: new Uint32Array(vocabularySize) };
  const columns = Array.from({ length: highest + 1 }, () => ({
    firstWord: new GrowableUint32Array(),
    suffix: new GrowableUint32Array(),
    raw: new GrowableUint32Array(),
    adjusted: new GrowableUint32Array(),
  }));
  const countsOfCounts = Array.from({ length: highest }, () => new Float64Array(4));
  let events = 0;

  scanAdjustedCounts(counts, (order, reversed, raw, adjusted) => {
    const last = reversed[0]!;
    if (!contextOnly.has(last)) {
      if (adjusted <= 4) countsOfCounts[order - 1]![adjusted - 1]!++;
      if (order === 1) events += raw;
    }
    if (order === 1) {
      unigrams.raw[last] = raw;
      unigrams.adjusted[last] = adjusted;
    } else if (raw > cutOffs[order - 1]!) {
      const column = columns[order]!;
      column.firstWord.push(reversed[order - 1]!);
      // Its suffix is visited after it, and kept too: it will get the next number of its order.
      column.suffix.push(order === 2 ? last : columns[order - 1]!.raw.length);
      column.raw.push(raw);
      column.adjusted.push(adjusted);
    }
  });

  // <s> is never counted as a prediction; as a history it was seen as often as </s>.
  unigrams.raw[SENTENCE_START_ID] = unigrams.raw[SENTENCE_END_ID]!;
  const levels: CountLevel[] = [
    { firstWord: Uint32Array.from({ length: vocabularySize }, (_, id) => id), suffix: new Uint32Array(0), ...unigrams },
  ];
  for (const column of columns.slice(2))
    levels.push({
      firstWord: column.firstWord.toArray(),
      suffix: column.suffix.toArray(),
      raw: column.raw.toArray(),
      adjusted: column.adjusted.toArray(),
    });
  return { order: highest, levels, countsOfCounts, events };
}

function checkCutOffs(cutOffs: readonly number[], order: number): void {
  if (cutOffs.length !== order)
    throw new RangeError(`A model of order ${order} takes ${order} cut-offs, not ${cutOffs.length}`);
  cutOffs.forEach((cutOff, i) => {
    if (!Number.isInteger(cutOff) || cutOff < 0) throw new RangeError(`A cut-off is a whole number, not ${cutOff}`);
    if (i === 0 && cutOff > 0) throw new RangeError('The cut-off of unigrams must be 0: limit the vocabulary instead');
    if (i > 0 && cutOff < cutOffs[i - 1]!) throw new RangeError('Cut-offs may not fall from one order to the next');
  });
}
