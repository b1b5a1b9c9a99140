import { exponentialOfNegative } from './exponential';

/** A word that another model expects first, in the tokens that would write it. */
export interface OpeningPath {
  readonly tokens: readonly number[];
  readonly probability: number;
}

/**
 * The first word of a text, mixed of the model that writes and of another one that knows whole words alone: linearly, as probabilities of what has
 * been written of the word so far, (1 - share) P_model + share P_words. After a word that is whole the other model's share goes on as the model that
 * writes does where that begins a new word. A token costs two passes over the vocabulary and no run of the model.
 */
export class OpeningMixture {
  private paths: readonly OpeningPath[];
  /** What the model that writes has given to the tokens so far, times its share. */
  private own: number;
  private written = 0;
  private readonly share: number;
  private probabilities = new Float64Array(0);

  /** @param begins a 1 for each token that cannot go on with a word */
  constructor(
    paths: readonly OpeningPath[],
    share: number,
    private readonly begins: Uint8Array,
  ) {
    this.paths = paths;
    this.share = share;
    this.own = 1 - share;
  }

  /** Nothing is left to mix: the other model expects nothing that begins as what was written does, or the word is over. */
  get isOver(): boolean {
    return this.paths.length === 0;
  }

  /** Puts the mixture's log probabilities in place of the logits. */
  mix(logits: Float32Array): void {
    const own = this.normalized(logits);
    let others = 0;
    let whole = 0;
    const next = new Map<number, number>();
    for (const { tokens, probability } of this.paths) {
      const mass = this.share * probability;
      others += mass;
      const token = tokens[this.written];
      if (token === undefined) whole += mass;
      else next.set(token, (next.get(token) ?? 0) + mass);
    }
    let beginning = 0;
    if (whole > 0) for (let id = 0; id < own.length; id++) if (this.begins[id] === 1) beginning += own[id]!;
    const afterWord = beginning > 0 ? whole / beginning : 0;
    const all = this.own + others - (beginning > 0 ? 0 : whole);
    for (let id = 0; id < own.length; id++) {
      if (own[id] === 0 && !next.has(id)) continue;
      const rest = this.begins[id] === 1 ? this.own + afterWord : this.own;
      // What the model itself may not write stays so.
      if (logits[id] !== Number.NEGATIVE_INFINITY) logits[id] = Math.log((rest * own[id]! + (next.get(id) ?? 0)) / all);
    }
  }

  /** A token was drawn from what `mix` gave. */
  advance(token: number): void {
    this.own *= this.probabilities[token]!;
    this.paths = this.paths.filter(({ tokens }) => tokens[this.written] === token);
    this.written++;
  }

  private normalized(logits: Float32Array): Float64Array {
    if (this.probabilities.length !== logits.length) this.probabilities = new Float64Array(logits.length);
    let greatest = Number.NEGATIVE_INFINITY;
    for (let id = 0; id < logits.length; id++) if (logits[id]! > greatest) greatest = logits[id]!;
    let sum = 0;
    for (let id = 0; id < logits.length; id++) {
      const weight = exponentialOfNegative(greatest - logits[id]!);
      this.probabilities[id] = weight;
      sum += weight;
    }
    for (let id = 0; id < logits.length; id++) this.probabilities[id]! /= sum;
    return this.probabilities;
  }
}
