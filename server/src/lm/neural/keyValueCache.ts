import { type DecoderShape, keyValueWidth } from './decoderShape';
import type { Tensor } from './tensorSession';

/** Tokens that every text of a kind begins with, and what the decoder computes for them: never computed again, and never dropped. */
export interface StoredPrefix {
  readonly tokens: readonly number[];
  /** What joins a text to them, a space after a sentence; nothing if it is absent. */
  readonly lead?: string | undefined;
  /** Hidden rows [tokens, hidden], then keys and values [layers, 2, key-value heads, tokens, head size]. */
  readonly values: Float32Array;
}

/**
 * Slots are added in steps, larger ones to a long text: it is a prompt that will be continued, and to grow takes a copy of all, which with
 * the old one waits for the garbage collector.
 */
const STEP_TOKENS = 32;
const LONG_TOKENS = 256;
const LONG_STEP_TOKENS = 128;

/**
 * Keys, values and hidden rows of one sequence of tokens. Past keys and values are one buffer, which the runtime reads in place; the
 * operator joins past and present in a buffer of its own (46 kB a token of SmolLM2), since onnxruntime-node would copy a shared one on
 * its way out.
 */
export class CachedSequence {
  readonly tokens: number[] = [];
  /**
   * First tokens that were read in runs of two at least with the cache copied, which give bit for bit the same wherever they are cut. Others sum in
   * another order, and rounding activations to int8 makes .1 nat of the last bit: what is scored must not depend on what was read before.
   */
  steady = 0;
  /** Natural logarithm of P(token | those before it), of those that were asked for. */
  readonly logProbabilities: (number | undefined)[] = [];
  /** The runtime's inputs `past_key_values.N.key` and `.value`, [1, key-value heads, capacity, head size]. */
  past: Readonly<Record<string, Tensor>> = {};
  #hidden = new Float32Array(0);
  #keyValues = new Float32Array(0);
  #capacity = 0;
  readonly #shape: DecoderShape;

  constructor(shape: DecoderShape, prefix: StoredPrefix, capacity = prefix.tokens.length) {
    this.#shape = shape;
    const { hidden, headSize } = shape;
    const count = prefix.tokens.length;
    if (prefix.values.length !== count * (hidden + keyValueWidth(shape)))
      throw new Error(`a prefix of ${count} tokens cannot have ${prefix.values.length} values`);
    this.reserve(capacity);
    this.tokens.push(...prefix.tokens);
    this.steady = prefix.tokens.length;
    this.#hidden.set(prefix.values.subarray(0, count * hidden));
    const run = count * headSize;
    for (let plane = 0, from = count * hidden; from < prefix.values.length; plane++, from += run)
      this.#keyValues.set(prefix.values.subarray(from, from + run), plane * this.#capacity * headSize);
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** The hidden row after the token at `index`; a view. */
  hidden(index: number): Float32Array {
    const { hidden } = this.#shape;
    return this.#hidden.subarray(index * hidden, (index + 1) * hidden);
  }

  truncate(length: number): void {
    this.tokens.length = Math.min(length, this.tokens.length);
    this.steady = Math.min(length, this.steady);
    this.logProbabilities.length = Math.min(length, this.logProbabilities.length);
  }

  /** Makes room for `length` tokens in all. */
  reserve(length: number): void {
    if (length <= this.#capacity) return;
    const { layers, keyValueHeads, headSize, hidden } = this.#shape;
    const old = this.#capacity * headSize;
    const used = this.tokens.length * headSize;
    this.#capacity = roundedCapacity(length);
    const size = this.#capacity * headSize;
    const planes = 2 * layers * keyValueHeads;
    const keyValues = new Float32Array(planes * size);
    for (let plane = 0; plane < planes; plane++)
      keyValues.set(this.#keyValues.subarray(plane * old, plane * old + used), plane * size);
    const rows = new Float32Array(this.#capacity * hidden);
    rows.set(this.#hidden.subarray(0, this.tokens.length * hidden));
    this.#keyValues = keyValues;
    this.#hidden = rows;
    const past: Record<string, Tensor> = {};
    const dims = [1, keyValueHeads, this.#capacity, headSize];
    for (let layer = 0, from = 0; layer < layers; layer++)
      for (const part of ['key', 'value']) {
        const data = keyValues.subarray(from, from + keyValueHeads * size);
        past[`past_key_values.${layer}.${part}`] = { type: 'float32', dims, data };
        from += data.length;
      }
    this.past = past;
  }

  /**
   * Appends the first rows of a run, one for each of `tokens`.
   * @param keyValues `new_key_values` of the run, [rows, layers * 2 * key-value heads * head size]
   * @param hidden the run's hidden rows, [rows, hidden]
   * @param steady whether the run gives the same wherever it is cut
   */
  append(tokens: readonly number[], keyValues: Float32Array, hidden: Float32Array, steady: boolean): void {
    if (steady && this.steady === this.tokens.length) this.steady += tokens.length;
    const { headSize, hidden: width } = this.#shape;
    const perToken = keyValueWidth(this.#shape);
    this.reserve(this.tokens.length + tokens.length);
    const plane = this.#capacity * headSize;
    for (const [row, token] of tokens.entries()) {
      const slot = this.tokens.length;
      this.#hidden.set(hidden.subarray(row * width, (row + 1) * width), slot * width);
      let to = slot * headSize;
      const end = (row + 1) * perToken;
      for (let from = row * perToken; from < end; from += headSize, to += plane)
        for (let element = 0; element < headSize; element++) this.#keyValues[to + element] = keyValues[from + element]!;
      this.tokens.push(token);
    }
  }

  /** A copy of the first `length` tokens, with room for `capacity`. */
  fork(length: number, capacity: number): CachedSequence {
    const copy = new CachedSequence(this.#shape, { tokens: [], values: new Float32Array(0) }, capacity);
    const { headSize, hidden } = this.#shape;
    copy.tokens.push(...this.tokens.slice(0, length));
    copy.steady = Math.min(length, this.steady);
    copy.logProbabilities.push(...this.logProbabilities.slice(0, length));
    copy.#hidden.set(this.#hidden.subarray(0, length * hidden));
    const from = this.#capacity * headSize;
    const to = copy.#capacity * headSize;
    const used = length * headSize;
    for (let plane = 0; plane * from < this.#keyValues.length; plane++)
      copy.#keyValues.set(this.#keyValues.subarray(plane * from, plane * from + used), plane * to);
    return copy;
  }
}

function roundedCapacity(length: number): number {
  const step = length > LONG_TOKENS ? LONG_STEP_TOKENS : STEP_TOKENS;
  return Math.ceil(length / step) * step;
}

/** Sequences that were read lately, the latest last. */
export class KeyValueCache {
  readonly #prefix: CachedSequence;
  readonly #maxTokens: number;
  readonly #sequences: CachedSequence[] = [];

  /** @param maxTokens slots of all sequences together, unused ones counted; the prefix is kept apart */
  constructor(shape: DecoderShape, prefix: StoredPrefix, maxTokens: number) {
    this.#prefix = new CachedSequence(shape, prefix);
    this.#maxTokens = maxTokens;
  }

  /** Slots in use, of all sequences. */
  get tokens(): number {
    return this.#sequences.reduce((sum, { capacity }) => sum + capacity, 0);
  }

  /**
   * The sequence that shares the longest beginning with `tokens`, which begin with the prefix, and how long that is.
   * @param steady counts only what is so
   */
  find(tokens: readonly number[], steady: boolean): { readonly sequence: CachedSequence; readonly length: number } {
    let best = { sequence: this.#prefix, length: this.#prefix.tokens.length };
    for (const sequence of this.#sequences) {
      const common = commonLength(sequence.tokens, tokens);
      const length = steady ? Math.min(common, sequence.steady) : common;
      if (length > best.length) best = { sequence, length };
    }
    return best;
  }

  /**
   * A sequence whose tokens are the first `length` of `found`, to be written on until there are `capacity` at most. One that has little more than
   * that is written over: it is most likely the same text before an edit.
   */
  extend(found: CachedSequence, length: number, capacity: number): CachedSequence {
    const own = this.#prefix.tokens.length;
    const same = found !== this.#prefix && 2 * (length - own) >= found.tokens.length - own;
    if (same) this.#remove(found);
    this.#makeRoom(roundedCapacity(capacity));
    const sequence = same ? found : found.fork(length, capacity);
    sequence.truncate(length);
    sequence.reserve(capacity);
    this.#sequences.push(sequence);
    return sequence;
  }

  /** Marks it as the one used last. */
  touch(sequence: CachedSequence): void {
    if (this.#remove(sequence)) this.#sequences.push(sequence);
  }

  #remove(sequence: CachedSequence): boolean {
    const index = this.#sequences.indexOf(sequence);
    if (index >= 0) this.#sequences.splice(index, 1);
    return index >= 0;
  }

  #makeRoom(slots: number): void {
    while (this.#sequences.length > 0 && this.tokens + slots > this.#maxTokens) this.#sequences.shift();
  }
}

/** How many of their first elements are equal. */
export function commonLength(one: readonly number[], other: readonly number[]): number {
  const bound = Math.min(one.length, other.length);
  let length = 0;
  while (length < bound && one[length] === other[length]) length++;
  return length;
}
