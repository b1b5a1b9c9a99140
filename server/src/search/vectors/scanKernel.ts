/**
 * The inner loops of a search by vectors, over one memory that codes, signs and queries lie in. Addresses are bytes in it. A row has `width` codes, a multiple
 * of 64, of 8 bits each. All results are whole numbers, so every kernel gives the same.
 */
export interface ScanKernel {
  /** Another one after `reserve`. */
  readonly buffer: ArrayBuffer;
  /** Makes room for so many bytes in all. @throws RangeError where there is not as much */
  reserve(bytes: number): void;
  /** One bit a code, set where it is negative, for `count` rows. */
  signs(codes: number, count: number, width: number, out: number): void;
  /**
   * In how many bits each of `count` rows of signs, of so many `bytes`, differs from the query's; 16 bits each. The histogram, 32 bits a number of bits, counts on.
   * @param flags one byte a row: where it is 0 the row has 65,535 and is not counted
   */
  distances(
    signs: number,
    flags: number,
    count: number,
    bytes: number,
    query: number,
    out: number,
    histogram: number,
  ): void;
  /** Places of distances from `low` to `high`, 32 bits each; how many there are. The count is a multiple of 8. */
  select(distances: number, count: number, low: number, high: number, out: number): number;
  /** Scalar products of the query, 16 bits a coordinate, with the rows at `count` places from `codes` on; 32 bits each. */
  products(codes: number, places: number, count: number, width: number, query: number, out: number): void;
}
