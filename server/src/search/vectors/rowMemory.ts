import { type ScanKernel, scanKernel } from './scanKernel';
import { SEGMENT_ROWS } from './segmentFile';

/** Rows that the kernel multiplies in one call. */
export const BATCH = 4096;

/**
 * Codes and signs of all rows in the kernel's memory, a region for each segment, and room for a query. A row's number is its region's times `SEGMENT_ROWS` plus its place
 * in the segment. With 384 dimensions a row takes 434 bytes; what no row has been put in yet is not resident.
 */
export class RowMemory {
  private readonly addresses: { readonly query: number; readonly querySigns: number; readonly rows: number };
  private readonly products: number;
  private readonly firstRegion: number;
  private readonly regionBytes: number;
  private regions = 0;
  private readonly free: number[] = [];

  constructor(
    readonly width: number,
    readonly kernel: ScanKernel = scanKernel(),
  ) {
    const querySigns = width * 2;
    const rows = querySigns + width / 8;
    this.addresses = { query: 0, querySigns, rows };
    this.products = rows + BATCH * 4;
    this.firstRegion = this.products + BATCH * 4;
    this.regionBytes = SEGMENT_ROWS * (width + width / 8 + 2);
    kernel.reserve(this.firstRegion);
  }

  /** Numbers of rows end before this. */
  get end(): number {
    return this.regions * SEGMENT_ROWS;
  }

  /** A region that nobody has. @throws RangeError where there is no memory for one */
  takeRegion(): number {
    const freed = this.free.pop();
    if (freed !== undefined) return freed;
    this.kernel.reserve(this.firstRegion + (this.regions + 1) * this.regionBytes);
    return this.regions++;
  }

  freeRegion(region: number): void {
    this.free.push(region);
  }

  private codesAddress(row: number): number {
    const region = Math.floor(row / SEGMENT_ROWS);
    return this.firstRegion + region * this.regionBytes + (row % SEGMENT_ROWS) * this.width;
  }

  private signsAddress(region: number): number {
    return this.firstRegion + region * this.regionBytes + SEGMENT_ROWS * this.width;
  }

  private distancesAddress(region: number): number {
    return this.signsAddress(region) + (SEGMENT_ROWS * this.width) / 8;
  }

  /** A view of a row's codes, good until a region is taken. */
  codes(row: number): Int8Array {
    return new Int8Array(this.kernel.buffer, this.codesAddress(row), this.width);
  }

  put(row: number, codes: Uint8Array): void {
    const address = this.codesAddress(row);
    new Uint8Array(this.kernel.buffer, address, this.width).set(codes);
    const signs = this.signsAddress(Math.floor(row / SEGMENT_ROWS)) + ((row % SEGMENT_ROWS) * this.width) / 8;
    this.kernel.signs(address, 1, this.width, signs);
  }

  /** Puts a query where the kernel reads it. */
  ask(codes: Int16Array): void {
    const { query, querySigns } = this.addresses;
    new Int16Array(this.kernel.buffer, query, this.width).set(codes);
    const signs = new Uint8Array(this.kernel.buffer, querySigns, this.width / 8).fill(0);
    codes.forEach((code, at) => {
      if (code < 0) signs[at >> 3]! |= 1 << (at & 7);
    });
  }

  /** In how many signs the first `count` rows of a region differ from the query. A view, good until the next call. */
  distances(region: number, count: number): Uint16Array {
    const out = this.distancesAddress(region);
    this.kernel.distances(this.signsAddress(region), count, this.width / 8, this.addresses.querySigns, out);
    return new Uint16Array(this.kernel.buffer, out, count);
  }

  /** Products of the query with at most `BATCH` rows. A view, good until the next call. */
  productsOf(rows: Int32Array): Int32Array {
    const addresses = new Uint32Array(this.kernel.buffer, this.addresses.rows, rows.length);
    for (let at = 0; at < rows.length; at++) addresses[at] = this.codesAddress(rows[at]!);
    this.kernel.products(this.addresses.rows, rows.length, this.width, this.addresses.query, this.products);
    return new Int32Array(this.kernel.buffer, this.products, rows.length);
  }
}
