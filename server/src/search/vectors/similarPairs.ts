import { setImmediate } from 'node:timers/promises';
import type { PairSearch } from '../index/indexParts';
import { mostDistance } from './flatScan';
import { QueryCodes } from './rowCodes';
import type { AllowedRows, RowMemory } from './rowMemory';
import { SEGMENT_ROWS } from './segmentFile';

export interface RowPair {
  readonly first: number;
  readonly second: number;
  readonly cosine: number;
}

export interface RowPairs {
  /** The most similar first. */
  readonly pairs: readonly RowPair[];
  /** Share of all pairs that were compared before the time was up. */
  readonly compared: number;
}

/** Others wait no longer than that. */
const sliceMs = 8;

/**
 * All pairs of allowed rows that are similar. Each row is compared with those after it: by signs first, as a scan does it, which takes 4 ns a pair, then in 8 bits. So
 * ten thousand rows take a fifth of a second, and a hundred thousand half a minute.
 * @param scales of each row, by its number
 * @throws the signal's reason
 */
export const similarPairs = async (
  memory: RowMemory,
  allowed: AllowedRows,
  scales: Float32Array,
  { least, limit, budgetMs, signal }: PairSearch,
): Promise<RowPairs> => {
  const most = mostDistance(least, memory.width);
  const began = performance.now();
  let paused = began;
  let rows = 0;
  let pairs: RowPair[] = [];
  for (let row = allowed.flags.indexOf(1); row >= 0; row = allowed.flags.indexOf(1, row + 1)) {
    const now = performance.now();
    if (now - began > budgetMs) break;
    if (now - paused > sliceMs) {
      await setImmediate();
      signal?.throwIfAborted();
      paused = performance.now();
    }
    const query = new QueryCodes(memory.highUnit(row, scales[row]!));
    memory.ask(query.codes, allowed);
    const region = Math.floor(row / SEGMENT_ROWS);
    memory.compareSigns(region);
    for (let other = region; other < memory.regions; other++) {
      const { places, products } = memory.productsWithin(other, 0, most);
      for (let at = 0; at < places.length; at++) {
        const second = other * SEGMENT_ROWS + places[at]!;
        const cosine = query.cosine(products[at]!, scales[second]!);
        if (second > row && cosine >= least) pairs.push({ first: row, second, cosine });
      }
    }
    if (pairs.length > 2 * limit) pairs = best(pairs, limit);
    rows++;
  }
  return { pairs: best(pairs, limit), compared: sharedPairs(rows, allowed.count) };
};

const best = (pairs: readonly RowPair[], limit: number): RowPair[] =>
  pairs.toSorted((a, b) => b.cosine - a.cosine || a.first - b.first || a.second - b.second).slice(0, limit);

/** Of all pairs, those of which the first is one of so many. */
const sharedPairs = (rows: number, count: number): number =>
  rows >= count ? 1 : 1 - ((count - rows) * (count - rows - 1)) / (count * (count - 1));
