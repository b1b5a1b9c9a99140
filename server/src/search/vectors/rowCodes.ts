/** Coordinates of a vector are padded with zeros to a multiple of this: what the kernel takes at a time. */
const WIDTH_STEP = 64;

export const widthOf = (dimensions: number): number => Math.ceil(dimensions / WIDTH_STEP) * WIDTH_STEP;

/** Bits of a coordinate beyond those of its high byte. */
const lowBits = 4;
/** What one unit of a high byte is in whole numbers. */
const steps = 2 ** lowBits;
const largest = 128 * steps - 1;

/** Bytes of the low bits of a row, two coordinates a byte. */
export const lowBytesOf = (width: number): number => width / 2;

/**
 * Codes a vector of length 1 in 12 bits a coordinate, as whole numbers of one scale: the high bytes, which a scan reads, and the low bits, by which its best rows are
 * judged again. The high byte is rounded down, so its sign is the coordinate's. A product with it is exact to about 4e-4, with both to 3e-5.
 * @returns the scale
 */
export const encodeRow = (unit: Float64Array, high: Int8Array, low: Uint8Array): number => {
  const scale = scaleOf(unit, largest);
  low.fill(0);
  for (let at = 0; at < unit.length; at++) {
    const value = scale === 0 ? 0 : Math.max(-largest, Math.min(largest, Math.round(unit[at]! / scale)));
    high[at] = value >> lowBits;
    low[at >> 1]! |= (value & (steps - 1)) << shiftOf(at);
  }
  return scale;
};

/** Within the byte that a coordinate's low bits share. */
const shiftOf = (at: number): number => lowBits * (at & 1);

/** A coordinate as a whole number. */
const wholeOf = (high: Int8Array, low: Uint8Array, at: number): number =>
  high[at]! * steps + ((low[at >> 1]! >> shiftOf(at)) & (steps - 1));

/** The vector that was coded. */
export const decodeRow = (high: Int8Array, low: Uint8Array, scale: number): Float64Array =>
  Float64Array.from(high, (_, at) => wholeOf(high, low, at) * scale);

/** Of a query's product with a row's whole numbers, times the row's scale. */
export const exactProduct = (query: Float64Array, high: Int8Array, low: Uint8Array, scale: number): number => {
  let sum = 0;
  for (let at = 0; at < query.length; at++) sum += query[at]! * wholeOf(high, low, at);
  return sum * scale;
};

/** A query as the kernel takes it. */
export class QueryCodes {
  readonly codes: Int16Array;
  private readonly scale: number;
  /** What the low bits, which the kernel does not read, add in the mean: 7.5 a coordinate. */
  private readonly offset: number;

  /** @param unit of length 1 */
  constructor(readonly unit: Float64Array) {
    // As fine as 32 bits hold the sum of the products.
    const most = Math.min(32_767, Math.floor((2 ** 31 - 1) / (128 * unit.length)));
    this.scale = scaleOf(unit, most);
    this.codes = Int16Array.from(unit, (value) => (this.scale === 0 ? 0 : Math.round(value / this.scale)));
    this.offset = ((steps - 1) / 2) * this.codes.reduce((sum, code) => sum + code, 0);
  }

  /** The cosine with a row whose high bytes have this product with the codes, to about 4e-4. */
  cosine(product: number, rowScale: number): number {
    return (steps * product + this.offset) * this.scale * rowScale;
  }
}

/** Rounded up as it is stored, in 32 bits, so that no coordinate is beyond what codes hold. */
const scaleOf = (unit: Float64Array, most: number): number => {
  let extreme = 0;
  for (const value of unit) extreme = Math.max(extreme, Math.abs(value));
  return Math.fround((extreme / most) * (1 + 2 ** -23));
};
