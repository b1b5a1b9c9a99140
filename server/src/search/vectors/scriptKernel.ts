import type { ScanKernel } from './scanKernel';

/** Bits that are set (Warren, Hacker's Delight, 5-1). */
const popcount = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** scanKernel.wat's loops where there is no SIMD: about ten times as slow. */
export class ScriptKernel implements ScanKernel {
  buffer = new ArrayBuffer(65_536);

  reserve(bytes: number): void {
    if (bytes <= this.buffer.byteLength) return;
    const grown = new ArrayBuffer(Math.max(bytes, this.buffer.byteLength * 2));
    new Uint8Array(grown).set(new Uint8Array(this.buffer));
    this.buffer = grown;
  }

  signs(codes: number, count: number, width: number, out: number): void {
    const values = new Int8Array(this.buffer, codes, count * width);
    const bytes = new Uint8Array(this.buffer, out, values.length / 8);
    bytes.fill(0);
    values.forEach((value, at) => {
      if (value < 0) bytes[at >> 3]! |= 1 << (at & 7);
    });
  }

  distances(
    signs: number,
    flags: number,
    count: number,
    bytes: number,
    query: number,
    out: number,
    histogram: number,
  ): void {
    const words = bytes / 4;
    const rows = new Int32Array(this.buffer, signs, count * words);
    const asked = new Int32Array(this.buffer, query, words);
    const allowed = new Uint8Array(this.buffer, flags, count);
    const found = new Uint16Array(this.buffer, out, count);
    const counts = new Uint32Array(this.buffer, histogram, bytes * 8 + 1);
    for (let row = 0; row < count; row++) {
      if (allowed[row] === 0) {
        found[row] = 65_535;
        continue;
      }
      let sum = 0;
      for (let word = 0, at = row * words; word < words; word++) sum += popcount(rows[at++]! ^ asked[word]!);
      found[row] = sum;
      counts[sum]!++;
    }
  }

  select(distances: number, count: number, low: number, high: number, out: number): number {
    const values = new Uint16Array(this.buffer, distances, count);
    const places = new Uint32Array(this.buffer, out, count);
    let found = 0;
    for (let place = 0; place < count; place++)
      if (values[place]! >= low && values[place]! <= high) places[found++] = place;
    return found;
  }

  products(codes: number, places: number, count: number, width: number, query: number, out: number): void {
    const rows = new Uint32Array(this.buffer, places, count);
    const values = new Int8Array(this.buffer);
    const asked = new Int16Array(this.buffer, query, width);
    const found = new Int32Array(this.buffer, out, count);
    for (let row = 0; row < count; row++) {
      const start = codes + rows[row]! * width;
      let sum = 0;
      for (let at = 0; at < width; at++) sum += values[start + at]! * asked[at]!;
      found[row] = sum;
    }
  }
}
