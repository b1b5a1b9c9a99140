import { fastestKernel } from './fastestKernel';
import type { ScanKernel } from './scanKernel';
import { SEGMENT_ROWS } from './segmentFile';

/** Rows that a scan may return: 1 for each by its number. */
export interface AllowedRows {
  /** Not changed any more. */
  readonly flags: Uint8Array;
  readonly count: number;
}

/** Some rows of a region by their places, and their products with the query. Views, good until the next call. */
export interface RowProducts {
  readonly places: Uint32Array;
  readonly products: Int32Array;
}

/**
 * Codes and signs of all rows in the kernel's memory, a region for each segment, and room for a query. A row's number is its region's times `SEGMENT_ROWS` plus its place
 * in the segment. With 384 dimensions a row takes 435 bytes; what no row has been put in yet is not resident.
 */
export class RowMemory {
  private readonly query = 0;
  private readonly querySigns: number;
  private readonly histogram: number;
  private readonly places: number;
  private readonly products: number;
  private readonly firstRegion: number;
  private readonly regionBytes: number;
  private readonly free: number[] = [];
  /** Of each region, before which place all rows are, a multiple of 8. */
  private readonly filled: number[] = [];
  private allowed: AllowedRows | undefined;
  private bytes = new Uint8Array(0);
  regions = 0;

  constructor(
    readonly width: number,
    readonly kernel: ScanKernel = fastestKernel(),
  ) {
    this.querySigns = width * 2;
    this.histogram = this.querySigns + width / 8;
    this.places = this.histogram + (width + 16) * 4;
    this.products = this.places + SEGMENT_ROWS * 4;
    this.firstRegion = this.products + SEGMENT_ROWS * 4;
    // Codes, signs, distances, flags.
    this.regionBytes = SEGMENT_ROWS * (width + width / 8 + 2 + 1);
    kernel.reserve(this.firstRegion);
  }

  /** A region that nobody has. @throws RangeError where there is no memory for one */
  takeRegion(): number {
    this.allowed = undefined;
    const freed = this.free.pop();
    if (freed !== undefined) return freed;
    try {
      this.kernel.reserve(this.firstRegion + (this.regions + 1) * this.regionBytes);
    } catch (cause) {
      throw new RangeError(`there is no memory for more than ${this.regions * SEGMENT_ROWS} vectors`, { cause });
    }
    this.filled.push(0);
    return this.regions++;
  }

  freeRegion(region: number): void {
    this.filled[region] = 0;
    this.free.push(region);
  }

  private codesOf(region: number): number {
    return this.firstRegion + region * this.regionBytes;
  }

  private signsOf(region: number): number {
    return this.codesOf(region) + SEGMENT_ROWS * this.width;
  }

  private distancesOf(region: number): number {
    return this.signsOf(region) + (SEGMENT_ROWS * this.width) / 8;
  }

  private flagsOf(region: number): number {
    return this.distancesOf(region) + SEGMENT_ROWS * 2;
  }

  private addressOf(row: number): number {
    return this.codesOf(Math.floor(row / SEGMENT_ROWS)) + (row % SEGMENT_ROWS) * this.width;
  }

  /** A view of a row's codes, good until a region is taken. */
  codes(row: number): Int8Array {
    return new Int8Array(this.kernel.buffer, this.addressOf(row), this.width);
  }

  /** The vector of a row as its codes tell, in 8 bits. */
  highUnit(row: number, scale: number): Float64Array {
    return Float64Array.from(this.codes(row), (code) => (code * 256 + 127.5) * scale);
  }

  put(row: number, codes: Uint8Array): void {
    // One view for all rows: to make one takes longer than to copy a row.
    if (this.bytes.buffer !== this.kernel.buffer) this.bytes = new Uint8Array(this.kernel.buffer);
    const address = this.addressOf(row);
    this.bytes.set(codes, address);
    const region = Math.floor(row / SEGMENT_ROWS);
    const place = row % SEGMENT_ROWS;
    this.filled[region] = Math.max(this.filled[region]!, Math.ceil((place + 1) / 8) * 8);
    const signs = this.signsOf(region) + (place * this.width) / 8;
    this.kernel.signs(address, 1, this.width, signs);
  }

  /** Puts a query, and which rows may answer it, where the kernel reads them. */
  ask(codes: Int16Array, allowed: AllowedRows): void {
    new Int16Array(this.kernel.buffer, this.query, this.width).set(codes);
    const signs = new Uint8Array(this.kernel.buffer, this.querySigns, this.width / 8).fill(0);
    codes.forEach((code, at) => {
      if (code < 0) signs[at >> 3]! |= 1 << (at & 7);
    });
    if (this.allowed === allowed) return;
    this.allowed = allowed;
    for (let region = 0; region < this.regions; region++)
      new Uint8Array(this.kernel.buffer, this.flagsOf(region), SEGMENT_ROWS).set(
        allowed.flags.subarray(region * SEGMENT_ROWS, (region + 1) * SEGMENT_ROWS),
      );
  }

  /** Compares the signs of allowed rows with the query's, of all regions or those from one on. How many rows differ in 0 signs, in 1, and so on: a view, good until the next call. */
  compareSigns(firstRegion = 0): Uint32Array {
    const histogram = new Uint32Array(this.kernel.buffer, this.histogram, this.width + 1).fill(0);
    for (let region = firstRegion; region < this.regions; region++)
      this.kernel.distances(
        this.signsOf(region),
        this.flagsOf(region),
        this.filled[region]!,
        this.width / 8,
        this.querySigns,
        this.distancesOf(region),
        this.histogram,
      );
    return histogram;
  }

  /** Multiplies the query with the rows of a region that differ from it in `low` to `high` signs. */
  productsWithin(region: number, low: number, high: number): RowProducts {
    const count = this.filled[region]!;
    return this.multiply(region, this.kernel.select(this.distancesOf(region), count, low, high, this.places));
  }

  /** Multiplies the query with all allowed rows of a region. */
  productsOfAllowed(region: number): RowProducts {
    const flags = new Uint8Array(this.kernel.buffer, this.flagsOf(region), SEGMENT_ROWS);
    const places = new Uint32Array(this.kernel.buffer, this.places, SEGMENT_ROWS);
    let count = 0;
    for (let place = flags.indexOf(1); place >= 0; place = flags.indexOf(1, place + 1)) places[count++] = place;
    return this.multiply(region, count);
  }

  private multiply(region: number, count: number): RowProducts {
    this.kernel.products(this.codesOf(region), this.places, count, this.width, this.query, this.products);
    return {
      places: new Uint32Array(this.kernel.buffer, this.places, count),
      products: new Int32Array(this.kernel.buffer, this.products, count),
    };
  }
}
