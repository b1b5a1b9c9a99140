const BLOCK_SHIFT = 6;

export interface CodedCounts {
  /** Counts in base 128, lowest digits first, the highest bit of a byte set when more follow. */
  readonly bytes: Uint8Array;
  /** For every 64th count: where its bytes begin, and the sum of the counts before it. */
  readonly blocks: Uint32Array;
}

export const blockCount = (counts: number): number => (counts >>> BLOCK_SHIFT) + 1;

export function encodeCounts(counts: Uint32Array): CodedCounts {
  const bytes: number[] = [];
  const blocks = new Uint32Array(2 * blockCount(counts.length));
  let sum = 0;
  for (let i = 0; i <= counts.length; i++) {
    if (i % (1 << BLOCK_SHIFT) === 0) {
      blocks[2 * (i >>> BLOCK_SHIFT)] = bytes.length;
      blocks[2 * (i >>> BLOCK_SHIFT) + 1] = sum;
    }
    let count = counts[i] ?? 0;
    sum += count;
    if (i === counts.length) break;
    for (; count > 127; count >>>= 7) bytes.push((count & 127) | 128);
    bytes.push(count);
  }
  return { bytes: Uint8Array.from(bytes), blocks };
}

/** Where the children of each word begin, from how many each has. Decoded where it is asked for, 64 words at a time. */
export class ChildStarts {
  readonly #coded: CodedCounts;
  /** The start and 1, or 0 as long as nobody asked for it. */
  readonly #starts: Uint32Array;

  constructor(coded: CodedCounts, size: number) {
    this.#coded = coded;
    this.#starts = new Uint32Array(size + 1);
  }

  /** Children of the words before `node`; `node` may be one past the last. */
  of(node: number): number {
    if (this.#starts[node] === 0) this.#decode(node >>> BLOCK_SHIFT);
    return this.#starts[node]! - 1;
  }

  #decode(block: number): void {
    const starts = this.#starts;
    const { bytes, blocks } = this.#coded;
    const first = block << BLOCK_SHIFT;
    let at = blocks[2 * block]!;
    let sum = blocks[2 * block + 1]!;
    for (let node = first; node < first + (1 << BLOCK_SHIFT) && node < starts.length; node++) {
      starts[node] = sum + 1;
      let byte = 128;
      for (let shift = 0; byte > 127 && shift < 32; shift += 7) {
        byte = bytes[at++] ?? 0;
        sum += (byte & 127) << shift;
      }
    }
  }
}
