const BLOCK_SHIFT = 4;
const BLOCK_LENGTH = 1 << BLOCK_SHIFT;
const SHORT = 8;

/**
 * A lower bound of any range of an array in constant time: exact for short ranges, for longer ones the least of the
 * blocks that cover it, by a sparse table over blocks (Bender and Farach-Colton 2000). A part's bound is never below
 * the whole's.
 */
export class RangeMinimum {
  /** Level k: the least of the 2^k blocks from each block on. */
  readonly #levels: Uint8Array[] = [];

  /** @param table what `RangeMinimum.table` makes of the values */
  constructor(
    private readonly values: Uint8Array,
    table: Uint8Array,
  ) {
    let start = 0;
    for (const length of levelLengths(values.length)) {
      this.#levels.push(table.subarray(start, start + length));
      start += length;
    }
  }

  static tableLength(values: number): number {
    return levelLengths(values).reduce((sum, length) => sum + length, 0);
  }

  /** The levels, one after the other. */
  static table(values: Uint8Array): Uint8Array {
    const table = new Uint8Array(RangeMinimum.tableLength(values.length)).fill(0xff);
    for (const [i, value] of values.entries()) table[i >>> BLOCK_SHIFT] = Math.min(table[i >>> BLOCK_SHIFT]!, value);
    let below = 0;
    let at = Math.ceil(values.length / BLOCK_LENGTH);
    levelLengths(values.length).forEach((length, k) => {
      if (k === 0) return;
      const width = 1 << (k - 1);
      for (let i = 0; i < length; i++) table[at + i] = Math.min(table[below + i]!, table[below + i + width]!);
      below = at;
      at += length;
    });
    return table;
  }

  /** At most the least value of places `start` to `end` - 1; `end` is greater than `start`. */
  bound(start: number, end: number): number {
    if (end - start <= SHORT) {
      let least = this.values[start]!;
      for (let i = start + 1; i < end; i++) if (this.values[i]! < least) least = this.values[i]!;
      return least;
    }
    const first = start >>> BLOCK_SHIFT;
    const blockCount = ((end - 1) >>> BLOCK_SHIFT) - first + 1;
    const k = 31 - Math.clz32(blockCount);
    const level = this.#levels[k]!;
    return Math.min(level[first]!, level[first + blockCount - (1 << k)]!);
  }
}

function levelLengths(values: number): number[] {
  const blocks = Math.ceil(values / BLOCK_LENGTH);
  const lengths = [blocks];
  for (let width = 2; width <= blocks; width *= 2) lengths.push(blocks - width + 1);
  return lengths;
}
