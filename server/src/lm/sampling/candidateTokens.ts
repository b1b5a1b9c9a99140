import { exponentialOfNegative } from './exponential';

/** Buckets of logits by their distance from the greatest: 1/16 nat wide, the last takes the rest. */
const bucketsPerNat = 16;
const bucketCount = 64 * bucketsPerNat;

/** Up to so many tokens top-k gathers them in one pass; for more it counts buckets. */
const fewTokens = 128;

/**
 * The tokens that may still be drawn, while one sampler after the other takes some away. What the samplers keep is always a
 * beginning of the order by logit, equals by token: that order is made only where it decides, which is in the one bucket through
 * which the border goes.
 */
export class CandidateTokens {
  private readonly ids: Int32Array;
  /** Probability of each candidate up to a common factor: e to the (logit less the greatest). Valid after `weigh`. */
  private readonly weights: Float64Array;
  private readonly counts = new Int32Array(bucketCount);
  private readonly masses = new Float64Array(bucketCount);
  private logits: Float32Array = new Float32Array(0);
  private greatest = Number.NEGATIVE_INFINITY;
  private weighed = false;
  private kept = 0;

  constructor(vocabularySize: number) {
    this.ids = new Int32Array(vocabularySize);
    this.weights = new Float64Array(vocabularySize);
  }

  get size(): number {
    return this.kept;
  }

  /**
   * Begins anew with the tokens whose logit is above -Infinity.
   * @param logits One value a token; read until the next `reset`.
   * @param count Only so many, those with the greatest logits; 0 for all.
   */
  reset(logits: Float32Array, count: number): void {
    this.logits = logits;
    this.weighed = false;
    if (count > 0 && count <= fewTokens) {
      this.gatherFew(count);
      return;
    }
    this.gatherAll();
    if (count > 0 && count < this.kept) this.keepMostProbable(count);
  }

  private gatherAll(): void {
    const { ids, logits } = this;
    let kept = 0;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let id = 0; id < logits.length; id++) {
      const logit = logits[id]!;
      if (logit === Number.NEGATIVE_INFINITY) continue;
      if (logit > greatest) greatest = logit;
      ids[kept++] = id;
    }
    this.greatest = greatest;
    this.kept = kept;
  }

  /** One pass: what is above the least of the best so far is gathered, and sorted when the room for it is full. */
  private gatherFew(count: number): void {
    const { logits } = this;
    const room = 3 * count;
    let best: number[] = [];
    let least = Number.NEGATIVE_INFINITY;
    const thin = (): void => {
      best = best.sort((a, b) => this.order(a, b)).slice(0, count);
      if (best.length === count) least = logits[best[count - 1]!]!;
    };
    for (let id = 0; id < logits.length; id++)
      // A later token of the same logit comes after those there are.
      if (logits[id]! > least && best.push(id) >= room) thin();
    thin();
    this.ids.set(best);
    this.kept = best.length;
    this.greatest = best.length > 0 ? logits[best[0]!]! : Number.NEGATIVE_INFINITY;
  }

  /** Two passes, without sorting more than the bucket through which the border goes. */
  private keepMostProbable(count: number): void {
    const { ids, counts } = this;
    counts.fill(0);
    for (let index = 0; index < this.kept; index++) counts[this.bucketOf(ids[index]!)]!++;
    let border = 0;
    let before = 0;
    while (before + counts[border]! < count) before += counts[border++]!;
    this.cutAt(border, (within) => within.subarray(0, count - before));
  }

  /** Keeps the fewest tokens, most probable first, that hold at least the share `probability` of the probability of all kept so far. */
  keepNucleus(probability: number): void {
    const { ids, masses } = this;
    this.weigh();
    masses.fill(0);
    let total = 0;
    for (let index = 0; index < this.kept; index++) {
      const weight = this.weights[index]!;
      masses[this.bucketOf(ids[index]!)]! += weight;
      total += weight;
    }
    const wanted = probability * total;
    let border = 0;
    let before = 0;
    while (border < bucketCount - 1 && before + masses[border]! < wanted) before += masses[border++]!;
    // Rounding may leave the wanted mass above the sum of all buckets: then all are kept.
    this.cutAt(border, (within) => {
      let mass = before;
      let count = 0;
      while (count < within.length && (count === 0 || mass < wanted))
        mass += exponentialOfNegative(this.greatest - this.logits[within[count++]!]!);
      return within.subarray(0, count);
    });
  }

  /** Keeps the tokens that are at least `share` times as probable as the most probable one. */
  keepAbove(share: number): void {
    const { ids, logits } = this;
    const least = this.greatest + Math.log(share);
    let kept = 0;
    for (let index = 0; index < this.kept; index++) {
      const id = ids[index]!;
      if (logits[id]! >= least) ids[kept++] = id;
    }
    this.kept = kept;
    this.weighed = false;
  }

  /** The token with the greatest logit; of equals the first. */
  mostProbable(): number {
    for (let index = 0; index < this.kept; index++)
      if (this.logits[this.ids[index]!] === this.greatest) return this.ids[index]!;
    throw new RangeError('no token may come next');
  }

  /**
   * The token at a place of the cumulative distribution over the candidates, logits divided by `temperature`.
   * @param place From 0 to below 1.
   */
  draw(place: number, temperature: number): number {
    const { ids } = this;
    const weights = this.tempered(temperature);
    let total = 0;
    for (let index = 0; index < this.kept; index++) total += weights[index]!;
    let left = place * total;
    for (let index = 0; index < this.kept; index++) {
      left -= weights[index]!;
      if (left < 0) return ids[index]!;
    }
    // Rounding: the last one that can be drawn at all.
    for (let index = this.kept - 1; index >= 0; index--) if (weights[index]! > 0) return ids[index]!;
    throw new RangeError('no token may come next');
  }

  /** Tokens and their probabilities, logits divided by `temperature`: most probable first, equals by token. */
  distribution(temperature: number): { readonly id: number; readonly probability: number }[] {
    const weights = this.tempered(temperature);
    let total = 0;
    for (let index = 0; index < this.kept; index++) total += weights[index]!;
    return Array.from(this.ids.subarray(0, this.kept), (id, index) => ({
      id,
      probability: weights[index]! / total,
    })).sort((a, b) => this.order(a.id, b.id));
  }

  private tempered(temperature: number): Float64Array {
    const { ids, logits, weights, greatest } = this;
    for (let index = 0; index < this.kept; index++)
      weights[index] = exponentialOfNegative((greatest - logits[ids[index]!]!) / temperature);
    this.weighed = temperature === 1;
    return weights;
  }

  private weigh(): void {
    if (!this.weighed) this.tempered(1);
  }

  /** Keeps what lies before a bucket, and the part of the bucket that is chosen from its tokens in order. */
  private cutAt(border: number, choose: (within: Int32Array) => Int32Array): void {
    const { ids } = this;
    const within: number[] = [];
    let kept = 0;
    for (let index = 0; index < this.kept; index++) {
      const id = ids[index]!;
      const bucket = this.bucketOf(id);
      if (bucket < border) ids[kept++] = id;
      else if (bucket === border) within.push(id);
    }
    const chosen = choose(Int32Array.from(within).sort((a, b) => this.order(a, b)));
    ids.set(chosen, kept);
    this.kept = kept + chosen.length;
    this.weighed = false;
  }

  private order(a: number, b: number): number {
    return this.logits[b]! - this.logits[a]! || a - b;
  }

  private bucketOf(id: number): number {
    const distance = (this.greatest - this.logits[id]!) * bucketsPerNat;
    return distance < bucketCount - 1 ? distance | 0 : bucketCount - 1;
  }
}
