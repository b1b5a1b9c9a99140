/**
 * A monotone priority queue of small integers (Dial 1969): a list a cost. Items are indices the caller gives out;
 * of equal costs the last in is the first out.
 */
export class BucketQueue {
  private readonly heads: Int32Array;
  private next = new Int32Array(1024);
  private lowest = 0;
  private highest = -1;

  /** Costs are 0 to `costCount` - 1. */
  constructor(costCount: number) {
    this.heads = new Int32Array(costCount).fill(-1);
  }

  clear(): void {
    if (this.highest >= 0) this.heads.fill(-1, 0, this.highest + 1);
    this.lowest = 0;
    this.highest = -1;
  }

  push(item: number, cost: number): void {
    if (item >= this.next.length) {
      const grown = new Int32Array(Math.max(2 * this.next.length, item + 1));
      grown.set(this.next);
      this.next = grown;
    }
    this.next[item] = this.heads[cost]!;
    this.heads[cost] = item;
    if (cost > this.highest) this.highest = cost;
    if (cost < this.lowest) this.lowest = cost;
  }

  /** The cheapest item, or -1 when none is left. */
  pop(): number {
    while (this.lowest <= this.highest) {
      const item = this.heads[this.lowest]!;
      if (item !== -1) {
        this.heads[this.lowest] = this.next[item]!;
        return item;
      }
      this.lowest++;
    }
    return -1;
  }

  /** Cost of the item that the last `pop` gave. */
  get cost(): number {
    return this.lowest;
  }
}
