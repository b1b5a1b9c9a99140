/**
 * A lower bound of any range of an array in constant time: exact for short ranges, for longer ones the least of the
 * blocks that cover it, by a sparse table over blocks (Bender and Farach-Colton 2000). A part's bound is never below
 * the whole's. Here: the prior cost of the most frequent word with a given prefix.
 */
export class RangeMinimum {
  /** Level k: the least of the 2^k blocks from each block on. */
  private readonly levels: Uint16Array[];

  constructor(private readonly values: Uint16Array) {
    const blocks = new Uint16Array(Math.ceil(values.length / BLOCK_LENGTH)).fill(0xffff);
    for (let i = 0; i < values.length; i++) {
      const block = i >>> BLOCK_SHIFT;
      if (values[i]! < blocks[block]!) blocks[block] = values[i]!;
    }
    this.levels = [blocks];
    for (let width = 1; 2 * width <= blocks.length; width *= 2) {
      const below = this.levels[this.levels.length - 1]!;
      const level = new Uint16Array(blocks.length - 2 * width + 1);
      for (let i = 0; i < level.length; i++) level[i] = Math.min(below[i]!, below[i + width]!);
      this.levels.push(level);
    }
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
    const level = this.levels[k]!;
    return Math.min(level[first]!, level[first + blockCount - (1 << k)]!);
  }
}

const BLOCK_SHIFT = 4;
const BLOCK_LENGTH = 1 << BLOCK_SHIFT;
const SHORT = 8;
