import { endOfSentence, type KernelSettings, type TrainingKernel } from './trainingKernel';

const { fround, imul } = Math;

/** Sums of a product: four of four lanes, as the SIMD kernel adds them up. */
const lanes = 16;

/** `trainingKernel.wat` in JavaScript, with the same bits: each sum and product is rounded to 32 bits. */
export class ScriptKernel implements TrainingKernel {
  private readonly floats: Float32Array;
  private readonly integers: Uint32Array;
  private readonly sums = new Float32Array(lanes);
  private readonly columns: number;
  private readonly hidden: number;
  private readonly error: number;
  private readonly kept: number;
  private state = 0;

  constructor(
    buffer: SharedArrayBuffer,
    private readonly settings: KernelSettings,
  ) {
    this.floats = new Float32Array(buffer);
    this.integers = new Uint32Array(buffer);
    this.columns = settings.width / 4;
    this.hidden = settings.scratch / 4;
    this.error = this.hidden + this.columns;
    this.kept = this.error + this.columns;
  }

  train(from: number, to: number, rate: number, seed: number, bags: boolean): void {
    const { integers, kept } = this;
    const keep = this.settings.keep / 4;
    const exactRate = fround(rate);
    this.state = seed | 0;
    let count = 0;
    for (let at = from / 4; at < to / 4; at++) {
      const word = integers[at]!;
      if (word === endOfSentence) {
        this.learnSentence(count, exactRate, bags);
        count = 0;
      } else if (this.random() <= integers[keep + word]!) integers[kept + count++] = word;
    }
  }

  /** Each word is predicted by the words around it: one by one, or by their mean. */
  private learnSentence(count: number, rate: number, bags: boolean): void {
    const { integers, kept, error } = this;
    const { window } = this.settings;
    for (let place = 0; place < count; place++) {
      const target = integers[kept + place]!;
      const reach = window - (this.random() % window);
      const first = Math.max(0, place - reach);
      const last = Math.min(count - 1, place + reach);
      if (bags) this.learnBag(place, target, first, last, rate);
      else
        for (let other = first; other <= last; other++) {
          if (other === place) continue;
          const row = this.rowAt(other);
          this.learn(row, target, rate);
          this.add(row, error);
        }
    }
  }

  private learnBag(place: number, target: number, first: number, last: number, rate: number): void {
    if (first === last) return;
    const { hidden, error, floats, columns } = this;
    floats.fill(0, hidden, hidden + columns);
    for (let other = first; other <= last; other++) if (other !== place) this.add(hidden, this.rowAt(other));
    const share = fround(1 / (last - first));
    for (let column = hidden; column < hidden + columns; column++) floats[column] = floats[column]! * share;
    this.learn(hidden, target, rate);
    for (let other = first; other <= last; other++) if (other !== place) this.add(this.rowAt(other), error);
  }

  private learn(hidden: number, target: number, rate: number): void {
    const { paths, negative } = this.settings;
    this.floats.fill(0, this.error, this.error + this.columns);
    if (paths !== 0) this.learnPath(hidden, target, rate);
    if (negative !== 0) this.learnNegatives(hidden, target, rate);
  }

  /** The target's path in the Huffman tree. */
  private learnPath(hidden: number, target: number, rate: number): void {
    const { integers, columns } = this;
    const paths = this.settings.paths / 4;
    const inner = this.settings.inner / 4;
    const end = integers[paths + target + 1]! / 4;
    for (let at = integers[paths + target]! / 4; at < end; at++) {
      const branch = integers[at]!;
      const row = inner + (branch >>> 1) * columns;
      const x = this.dot(hidden, row);
      if (Math.abs(x) >= 6) continue;
      this.step(hidden, row, fround(fround(((branch & 1) ^ 1) - this.sigmoid(x)) * rate));
    }
  }

  /** The target against words that are drawn, by Walker's alias method. */
  private learnNegatives(hidden: number, target: number, rate: number): void {
    const { columns } = this;
    const output = this.settings.output / 4;
    let word = target;
    let label = 1;
    for (let left = this.settings.negative; ; ) {
      const row = output + word * columns;
      const x = this.dot(hidden, row);
      const y = x >= 6 ? 1 : x <= -6 ? 0 : this.sigmoid(x);
      this.step(hidden, row, fround(fround(label - y) * rate));
      label = 0;
      do {
        if (left-- === 0) return;
        word = this.draw();
      } while (word === target);
    }
  }

  private draw(): number {
    const { words, aliases } = this.settings;
    const drawn = BigInt(this.random()) * BigInt(words);
    const column = Number(drawn >> 32n);
    const at = aliases / 4 + 2 * column;
    return Number(drawn & 0xffffffffn) > this.integers[at]! ? this.integers[at + 1]! : column;
  }

  /** 32 random bits: mulberry32. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  private rowAt(place: number): number {
    return this.settings.input / 4 + this.integers[this.kept + place]! * this.columns;
  }

  private dot(a: number, b: number): number {
    const { floats, sums, columns } = this;
    sums.fill(0);
    const blocks = columns - (columns % lanes);
    for (let column = 0; column < columns; column++) {
      const lane = column < blocks ? column % lanes : column % 4;
      sums[lane] = sums[lane]! + fround(floats[a + column]! * floats[b + column]!);
    }
    const lane = (at: number): number =>
      fround(fround(sums[at]! + sums[at + 4]!) + fround(sums[at + 8]! + sums[at + 12]!));
    return fround(fround(lane(0) + lane(1)) + fround(lane(2) + lane(3)));
  }

  /** A step of gradient descent of one output: the error of the hidden row gets its share, then the output's row moves. */
  private step(hidden: number, row: number, gradient: number): void {
    const { floats, error, columns } = this;
    for (let column = 0; column < columns; column++) {
      const output = floats[row + column]!;
      floats[error + column] = floats[error + column]! + fround(gradient * output);
      floats[row + column] = output + fround(gradient * floats[hidden + column]!);
    }
  }

  private add(row: number, other: number): void {
    const { floats, columns } = this;
    for (let column = 0; column < columns; column++)
      floats[row + column] = floats[row + column]! + floats[other + column]!;
  }

  private sigmoid(x: number): number {
    const entry = Math.trunc(fround(fround(x + 6) * fround(83.33333)));
    return this.floats[this.settings.sigmoids / 4 + Math.max(0, entry || 0)]!;
  }
}
