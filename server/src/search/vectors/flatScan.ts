import { BestHits } from '../index/bestHits';
import type { QueryCodes } from './rowCodes';
import type { AllowedRows, RowMemory, RowProducts } from './rowMemory';
import { SEGMENT_ROWS } from './segmentFile';

/** Fewer are multiplied all, without looking at signs. */
const fewRows = 2000;

/** Of the nearest rows by signs, this many and four a wanted one tell what a good cosine is. */
const leastSeeds = 200;

/** Standard deviations that a row's signs may be off before it is missed: once in 10,000 rows. */
const deviations = 3.72;

/** By which the cosine of two coded vectors may be wrong. */
const codingError = 0.002;

/**
 * The most signs in which a row may differ from the query whose cosine is at least this. Each sign differs with the probability p = angle / π, so their
 * number is binomial, or narrower where the hyperplanes stand at right angles.
 */
export const mostDistance = (cosine: number, width: number): number => {
  const p = Math.acos(Math.max(-1, Math.min(1, cosine - codingError))) / Math.PI;
  return Math.min(width, Math.ceil(width * p + deviations * Math.sqrt(width * p * (1 - p))));
};

export interface ScanRequest {
  readonly query: QueryCodes;
  /** How many rows are wanted. */
  readonly count: number;
  readonly allowed: AllowedRows;
  /** Of each row, by its number. */
  readonly scales: Float32Array;
}

/**
 * Adds rows with their cosines in 8 bits, the `count` nearest among them. Signs are compared with those of every row; the nearest by them give a bound, and of
 * the others those are multiplied that may be above it.
 */
export const scan = (memory: RowMemory, { query, count, allowed, scales }: ScanRequest, best: BestHits): void => {
  memory.ask(query.codes, allowed);
  const wanted = new BestHits(count, () => false);
  const take = (region: number, { places, products }: RowProducts): void => {
    for (let at = 0; at < places.length; at++) {
      const row = region * SEGMENT_ROWS + places[at]!;
      const cosine = query.cosine(products[at]!, scales[row]!);
      if (cosine >= best.bound) best.add(row, cosine);
      if (cosine > wanted.bound) wanted.add(row, cosine);
    }
  };
  if (allowed.count <= Math.max(fewRows, 4 * count)) {
    for (let region = 0; region < memory.regions; region++) take(region, memory.productsOfAllowed(region));
    return;
  }
  const seeds = distanceOfNearest(memory.compareSigns(), Math.max(leastSeeds, 4 * count));
  const takeWithin = (low: number, high: number): void => {
    for (let region = 0; region < memory.regions; region++) take(region, memory.productsWithin(region, low, high));
  };
  takeWithin(0, seeds);
  const most = mostDistance(wanted.bound, memory.width);
  if (most > seeds) takeWithin(seeds + 1, most);
};

/** The distance within which `count` rows lie. */
const distanceOfNearest = (histogram: Uint32Array, count: number): number => {
  let rows = 0;
  return histogram.findIndex((more) => {
    rows += more;
    return rows >= count;
  });
};
