import { type Run, RunReader, type RunStore, RunWriter } from './runStore';
import { SENTENCE_END_ID, SENTENCE_START_ID } from './vocabulary';

/**
 * The distinct n-grams of one order with their counts, in suffix order: each is given with its words reversed (last word
 * first), and the reversed n-grams ascend. So n-grams with a common suffix are adjacent (Heafield et al. 2013).
 */
export interface CountedNgrams {
  readonly order: number;
  /** `visit(reversed, count)`; the array is reused. Can be called again. */
  scan(visit: (reversed: Uint32Array, count: number) => void): void;
  delete(): void;
}

/**
 * Counts the n-grams of one order in bounded memory. Tokens gather in a block; a full block's positions are sorted by their
 * words read leftwards (a least-significant-digit radix sort, one pass a word), equal ones are added up, and the sorted
 * run is spilled. The runs are merged whenever the counts are read.
 */
export class NgramCounter {
  readonly #order: number;
  readonly #vocabularySize: number;
  readonly #store: RunStore;
  readonly #runs: Run[] = [];
  readonly #tokens: Uint32Array;
  readonly #weights: Uint32Array;
  #length = 0;

  /** `blockTokens`: how many tokens are sorted at once, 16 bytes of memory each. */
  constructor(order: number, vocabularySize: number, store: RunStore, blockTokens = 1 << 23) {
    this.#order = order;
    this.#vocabularySize = vocabularySize;
    this.#store = store;
    this.#tokens = new Uint32Array(Math.max(blockTokens, 4 * order));
    this.#weights = new Uint32Array(this.#tokens.length);
  }

  /** Adds a sentence's word numbers, without sentence markers, counted `weight` times. */
  add(ids: ArrayLike<number>, weight = 1): void {
    const padding = this.#order - 1;
    if (this.#length + padding + 2 > this.#tokens.length) this.#spill();
    this.#pad();
    for (let i = 0; i <= ids.length; i++) {
      if (this.#length === this.#tokens.length) this.#spillWithin();
      this.#weights[this.#length] = weight;
      this.#tokens[this.#length++] = i < ids.length ? ids[i]! : SENTENCE_END_ID;
    }
  }

  finish(): CountedNgrams {
    this.#spill();
    return new MergedRuns(this.#order, this.#runs);
  }

  #pad(): void {
    for (let i = 1; i < this.#order; i++) {
      this.#weights[this.#length] = 0;
      this.#tokens[this.#length++] = SENTENCE_START_ID;
    }
  }

  /** Spills in the middle of a sentence: the last words stay as context of the next ones. */
  #spillWithin(): void {
    const context = this.#tokens.slice(this.#length - (this.#order - 1), this.#length);
    this.#spill();
    this.#tokens.set(context);
    this.#weights.fill(0, 0, context.length);
    this.#length = context.length;
  }

  #spill(): void {
    const tokens = this.#tokens;
    let positions = new Uint32Array(this.#length);
    let count = 0;
    for (let i = 0; i < this.#length; i++) if (this.#weights[i] !== 0) positions[count++] = i;
    this.#length = 0;
    if (count === 0) return;
    positions = positions.subarray(0, count);
    let sorted = new Uint32Array(count);
    const bucket = new Uint32Array(this.#vocabularySize + 1);
    for (let back = this.#order - 1; back >= 0; back--) {
      bucket.fill(0);
      for (let i = 0; i < count; i++) bucket[tokens[positions[i]! - back]! + 1]!++;
      for (let id = 0; id < this.#vocabularySize; id++) bucket[id + 1]! += bucket[id]!;
      for (let i = 0; i < count; i++) {
        const position = positions[i]!;
        sorted[bucket[tokens[position - back]!]!++] = position;
      }
      [positions, sorted] = [sorted, positions];
    }
    this.#writeRun(positions);
  }

  #writeRun(positions: Uint32Array): void {
    const tokens = this.#tokens;
    const run = this.#store.create();
    const writer = new RunWriter(run);
    for (let i = 0; i < positions.length; ) {
      const first = positions[i]!;
      let total = 0;
      let same = true;
      while (same) {
        total += this.#weights[positions[i]!]!;
        i++;
        same = i < positions.length;
        for (let back = 0; same && back < this.#order; back++)
          same = tokens[positions[i]! - back] === tokens[first - back];
      }
      for (let back = 0; back < this.#order; back++) writer.write(tokens[first - back]!);
      writer.write(total);
    }
    writer.flush();
    this.#runs.push(run);
  }
}

class MergedRuns implements CountedNgrams {
  readonly order: number;
  readonly #runs: readonly Run[];

  constructor(order: number, runs: readonly Run[]) {
    this.order = order;
    this.#runs = runs;
  }

  scan(visit: (reversed: Uint32Array, count: number) => void): void {
    const order = this.order;
    const width = order + 1;
    const readers = this.#runs.map((run) => new RunReader(run));
    const heads = new Uint32Array(readers.length * width);
    const advance = (run: number): boolean => {
      const reader = readers[run]!;
      if (reader.atEnd()) return false;
      for (let i = 0; i < width; i++) heads[run * width + i] = reader.next();
      return true;
    };
    const before = (a: number, b: number): boolean => {
      for (let i = 0; i < order; i++) {
        const difference = heads[a * width + i]! - heads[b * width + i]!;
        if (difference !== 0) return difference < 0;
      }
      return a < b;
    };
    // A binary heap of run numbers, the smallest head first.
    const heap: number[] = [];
    const sink = (start: number): void => {
      let node = start;
      for (;;) {
        let least = node;
        const left = 2 * node + 1;
        if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
        if (left + 1 < heap.length && before(heap[left + 1]!, heap[least]!)) least = left + 1;
        if (least === node) return;
        [heap[node], heap[least]] = [heap[least]!, heap[node]!];
        node = least;
      }
    };
    for (let run = 0; run < readers.length; run++) if (advance(run)) heap.push(run);
    for (let node = heap.length >> 1; node >= 0; node--) sink(node);

    const current = new Uint32Array(order);
    while (heap.length > 0) {
      let total = 0;
      for (let i = 0, head = heap[0]! * width; i < order; i++) current[i] = heads[head + i]!;
      let same = true;
      while (same) {
        const run = heap[0]!;
        total += heads[run * width + order]!;
        if (!advance(run)) {
          const last = heap.pop()!;
          if (heap.length > 0) heap[0] = last;
        }
        sink(0);
        same = heap.length > 0;
        for (let i = 0; same && i < order; i++) same = heads[heap[0]! * width + i] === current[i];
      }
      visit(current, total);
    }
  }

  delete(): void {
    for (const run of this.#runs) run.delete();
  }
}
