/** Object identifiers of PostgreSQL's own types, the same in every server. */
const textType = 25;
const integerType = 23;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

/**
 * Rows of `COPY ... WITH (FORMAT binary)`, which needs no quoting and no parsing: a count of fields, then each field's length in bytes and its bytes,
 * numbers big-endian. Fields are written in the order of the columns.
 */
export class BinaryCopy {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private length = 0;
  rows = 0;

  constructor() {
    // No flags, no extension of the header.
    this.raw(Buffer.concat([signature, Buffer.alloc(8)]));
  }

  row(fields: number): void {
    this.rows++;
    this.int16(fields);
  }

  integer(value: number): void {
    this.int32(4);
    this.int32(value);
  }

  bigint(value: number): void {
    this.int32(8);
    this.length = this.room(8).writeBigInt64BE(BigInt(value), this.length);
  }

  double(value: number): void {
    this.int32(8);
    this.length = this.room(8).writeDoubleBE(value, this.length);
  }

  text(value: string): void {
    const written = storable(value);
    const length = Buffer.byteLength(written);
    this.int32(length);
    this.length += this.room(length).write(written, this.length);
  }

  /** @param hex 32 digits */
  uuid(hex: string): void {
    this.int32(16);
    this.length += this.room(16).write(hex, this.length, 'hex');
  }

  integers(values: ArrayLike<number>): void {
    this.int32(arrayHead(values.length) + values.length * 8);
    this.arrayOf(integerType, values.length);
    for (let at = 0; at < values.length; at++) this.integer(values[at]!);
  }

  texts(values: readonly string[]): void {
    const lengths = values.map((value) => Buffer.byteLength(storable(value)));
    this.int32(arrayHead(values.length) + lengths.reduce((sum, length) => sum + 4 + length, 0));
    this.arrayOf(textType, values.length);
    for (const value of values) this.text(value);
  }

  /** pgvector's `vector`. */
  vector(values: Float32Array): void {
    this.int32(4 + values.length * 4);
    this.int16(values.length);
    this.int16(0);
    const bytes = this.room(values.length * 4);
    for (const value of values) this.length = bytes.writeFloatBE(value, this.length);
  }

  /** All rows and the end mark, after which nothing is written. */
  written(): Uint8Array {
    this.int16(-1);
    return this.bytes.subarray(0, this.length);
  }

  /** Dimensions (none for an empty array), no nulls, the element's type, the length and the first index. */
  private arrayOf(type: number, length: number): void {
    this.int32(length === 0 ? 0 : 1);
    this.int32(0);
    this.int32(type);
    if (length === 0) return;
    this.int32(length);
    this.int32(1);
  }

  private int16(value: number): void {
    this.length = this.room(2).writeInt16BE(value, this.length);
  }

  private int32(value: number): void {
    this.length = this.room(4).writeInt32BE(value, this.length);
  }

  private raw(bytes: Uint8Array): void {
    this.room(bytes.length).set(bytes, this.length);
    this.length += bytes.length;
  }

  private room(more: number): Buffer {
    if (this.length + more > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    return this.bytes;
  }
}

/** Bytes of an array before its elements. */
const arrayHead = (length: number): number => (length === 0 ? 12 : 20);

/** A text as PostgreSQL can hold it: without zero characters, which become U+FFFD, as an unpaired surrogate does when it is encoded. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD');
