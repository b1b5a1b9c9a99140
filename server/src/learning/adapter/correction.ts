import type { RandomGenerator } from '../../lm/sampling/randomGenerator';
import { dot } from './vectors';

/**
 * D of an adapter W = I + D over vectors of `dimensions` numbers: every entry by itself, or A·Bᵀ with A and B of `rank` columns, which has less room to learn single
 * pairs by heart. The parameters are those of D row by row, or of A and then of B, row by row.
 */
export class Correction {
  readonly parameters: Float64Array;
  /** Of A·Bᵀ: what Bᵀx, or Aᵀx, is computed in. */
  private readonly inner: Float64Array;

  /** @param rank columns of A and B; undefined for a D of its own entries. All parameters are 0 */
  constructor(
    readonly dimensions: number,
    readonly rank: number | undefined,
  ) {
    this.parameters = new Float64Array(rank === undefined ? dimensions ** 2 : 2 * dimensions * rank);
    this.inner = new Float64Array(rank ?? 0);
  }

  /**
   * D = 0, from where it can be learnt: of A·Bᵀ, B is 0 and the columns of A are random, of a length of about 1 (Hu et al. 2022, LoRA).
   */
  static start(dimensions: number, rank: number | undefined, random: RandomGenerator): Correction {
    const correction = new Correction(dimensions, rank);
    if (rank !== undefined)
      for (let at = 0; at < dimensions * rank; at++) correction.parameters[at] = normal(random) / Math.sqrt(dimensions);
    return correction;
  }

  /** sum += D·x */
  addProduct(x: Float64Array, sum: Float64Array): void {
    const { dimensions, rank, parameters } = this;
    if (rank === undefined) {
      for (let row = 0; row < dimensions; row++) sum[row]! += dot(parameters, row * dimensions, x, 0, dimensions);
    } else this.addFactors(x, sum, dimensions * rank, 0);
  }

  /** sum += Dᵀ·x */
  addTransposedProduct(x: Float64Array, sum: Float64Array): void {
    const { dimensions, rank, parameters } = this;
    if (rank === undefined)
      for (let row = 0; row < dimensions; row++) addScaled(sum, 0, parameters, row * dimensions, dimensions, x[row]!);
    else this.addFactors(x, sum, 0, dimensions * rank);
  }

  /** sum += second·(firstᵀ·x), of the factors that begin at these parameters. */
  private addFactors(x: Float64Array, sum: Float64Array, first: number, second: number): void {
    const { inner, parameters } = this;
    const rank = inner.length;
    this.projected(x, first);
    for (let row = 0; row < sum.length; row++) sum[row]! += dot(parameters, second + row * rank, inner, 0, rank);
  }

  /** `inner` becomes factorᵀ·x. */
  private projected(x: Float64Array, factor: number): void {
    const { inner, parameters } = this;
    inner.fill(0);
    for (let row = 0; row < x.length; row++)
      addScaled(inner, 0, parameters, factor + row * inner.length, inner.length, x[row]!);
  }

  /** Adds to a gradient by the parameters what a gradient of left·rightᵀ by D makes of it. */
  addGradient(left: Float64Array, right: Float64Array, gradient: Float64Array): void {
    const { dimensions, rank, inner } = this;
    if (rank === undefined) {
      for (let row = 0; row < dimensions; row++)
        addScaled(gradient, row * dimensions, right, 0, dimensions, left[row]!);
      return;
    }
    const secondFactor = dimensions * rank;
    this.projected(right, secondFactor);
    for (let row = 0; row < dimensions; row++) addScaled(gradient, row * rank, inner, 0, rank, left[row]!);
    this.projected(left, 0);
    for (let row = 0; row < dimensions; row++)
      addScaled(gradient, secondFactor + row * rank, inner, 0, rank, right[row]!);
  }

  /** The same D times a factor from 0 to 1: the mean of this adapter and of none, weighted so (Wortsman et al. 2022, WiSE-FT). */
  scaled(factor: number): Correction {
    const scaled = new Correction(this.dimensions, this.rank);
    scaled.parameters.set(this.parameters);
    // Of A·Bᵀ one factor takes it all.
    const end = this.rank === undefined ? scaled.parameters.length : this.dimensions * this.rank;
    for (let at = 0; at < end; at++) scaled.parameters[at]! *= factor;
    return scaled;
  }

  copy(): Correction {
    return this.scaled(1);
  }
}

/** sum[from...] += factor · values[at...] */
const addScaled = (
  sum: Float64Array,
  from: number,
  values: Float64Array,
  at: number,
  length: number,
  factor: number,
): void => {
  for (let index = 0; index < length; index++) sum[from + index]! += factor * values[at + index]!;
};

/** A normal deviate, by Box and Muller. */
const normal = (random: RandomGenerator): number =>
  Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
