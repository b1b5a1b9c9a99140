/** Unsigned integers of 1 to 8 bits each, packed without gaps; one spare byte at the end lets each be read from two. */
export class PackedIntegers {
  readonly #bytes: Uint8Array;
  readonly #bits: number;
  readonly #mask: number;

  constructor(bytes: Uint8Array, bits: number) {
    this.#bytes = bytes;
    this.#bits = bits;
    this.#mask = (1 << bits) - 1;
  }

  static byteLength(count: number, bits: number): number {
    return Math.ceil((count * bits) / 8) + 1;
  }

  static pack(values: ArrayLike<number>, bits: number): Uint8Array {
    const bytes = new Uint8Array(PackedIntegers.byteLength(values.length, bits));
    for (let i = 0; i < values.length; i++) {
      const position = i * bits;
      const shifted = values[i]! << (position & 7);
      bytes[position >>> 3]! |= shifted;
      bytes[(position >>> 3) + 1]! |= shifted >>> 8;
    }
    return bytes;
  }

  get(index: number): number {
    const position = index * this.#bits;
    const at = position >>> 3;
    return ((this.#bytes[at]! | (this.#bytes[at + 1]! << 8)) >>> (position & 7)) & this.#mask;
  }
}
