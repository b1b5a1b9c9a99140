/**
 * The least of each range of an array in constant time, by a sparse table: level k holds the least of the 2^k values
 * from each place on (Bender and Farach-Colton 2000). Here: the cost of the most frequent word with a given prefix.
 */
export class RangeMinimum {
  private readonly levels: Uint16Array[];

  constructor(values: Uint16Array) {
    this.levels = [values];
    for (let width = 1; 2 * width <= values.length; width *= 2) {
      const below = this.levels[this.levels.length - 1]!;
      const level = new Uint16Array(values.length - 2 * width + 1);
      for (let i = 0; i < level.length; i++) {
        const left = below[i]!;
        const right = below[i + width]!;
        level[i] = Math.min(left, right);
      }
      this.levels.push(level);
    }
  }

  /** Least value of places `start` to `end` - 1; `end` is greater than `start`. */
  over(start: number, end: number): number {
    const k = 31 - Math.clz32(end - start);
    const level = this.levels[k]!;
    const left = level[start]!;
    const right = level[end - (1 << k)]!;
    return Math.min(left, right);
  }
}
