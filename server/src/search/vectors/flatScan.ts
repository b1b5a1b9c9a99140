import { BestHits } from '../index/bestHits';
import type { QueryCodes } from './rowCodes';
import { BATCH, type RowMemory } from './rowMemory';
import { SEGMENT_ROWS } from './segmentFile';

/** Rows that a scan may return. */
export interface AllowedRows {
  /** 1 for each row that is allowed, by the row's number. */
  readonly flags: Uint8Array;
  readonly count: number;
}

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
  memory.ask(query.codes);
  const wanted = new BestHits(count, () => false);
  const batch = new Int32Array(BATCH);
  let length = 0;
  const multiply = (): void => {
    const products = memory.productsOf(batch.subarray(0, length));
    for (let at = 0; at < length; at++) {
      const row = batch[at]!;
      const cosine = query.cosine(products[at]!, scales[row]!);
      if (cosine >= best.bound) best.add(row, cosine);
      if (cosine > wanted.bound) wanted.add(row, cosine);
    }
    length = 0;
  };
  const take = (row: number): void => {
    batch[length++] = row;
    if (length === BATCH) multiply();
  };
  if (allowed.count <= Math.max(fewRows, 4 * count)) {
    for (let row = 0; row < memory.end; row++) if (allowed.flags[row] === 1) take(row);
    multiply();
    return;
  }
  const distances = distancesOf(memory);
  const near = (from: number, to: number): void => {
    for (let region = 0; region < distances.length; region++) {
      const own = distances[region]!;
      const first = region * SEGMENT_ROWS;
      for (let at = 0; at < own.length; at++)
        if (own[at]! >= from && own[at]! <= to && allowed.flags[first + at] === 1) take(first + at);
    }
    multiply();
  };
  const seeds = quantileOf(distances, allowed, Math.max(leastSeeds, 4 * count), memory.width);
  near(0, seeds);
  const most = mostDistance(wanted.bound, memory.width);
  if (most > seeds) near(seeds + 1, most);
};

const distancesOf = (memory: RowMemory): Uint16Array[] =>
  Array.from({ length: memory.end / SEGMENT_ROWS }, (_, region) => memory.distances(region, SEGMENT_ROWS));

/** The distance within which `count` allowed rows lie. */
const quantileOf = (
  distances: readonly Uint16Array[],
  { flags }: AllowedRows,
  count: number,
  width: number,
): number => {
  const histogram = new Uint32Array(width + 1);
  for (let region = 0; region < distances.length; region++) {
    const own = distances[region]!;
    const first = region * SEGMENT_ROWS;
    for (let at = 0; at < own.length; at++) histogram[own[at]!]! += flags[first + at]!;
  }
  let rows = 0;
  for (let distance = 0; distance <= width; distance++) {
    rows += histogram[distance]!;
    if (rows >= count) return distance;
  }
  return width;
};
