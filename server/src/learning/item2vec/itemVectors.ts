/** The arrays of `ItemVectors`. */
export interface ItemVectorArrays {
  /** Of items whose company is asked for. [items, dimensions] */
  readonly vectors: Float32Array;
  /** Of items as company. [items, dimensions] */
  readonly contexts: Float32Array;
  /** How likely each is, whatever it is the company of; 0 of what was seen with nothing. [items] */
  readonly rates: Float32Array;
}

/** Items as vectors: those that keep the same company are alike, also where they were never seen together. */
export class ItemVectors {
  constructor(
    readonly dimensions: number,
    readonly arrays: ItemVectorArrays,
  ) {}

  get items(): number {
    return this.arrays.rates.length;
  }

  /** The cosine of two items' vectors, as Barkan and Koenigstein rank; 0 of what was seen with nothing. */
  similarity(item: number, other: number): number {
    const a = this.vectorOf(item);
    const b = this.vectorOf(other);
    const lengths = Math.sqrt(product(a, a) * product(b, b));
    return this.arrays.rates[item] === 0 || this.arrays.rates[other] === 0 || lengths === 0
      ? 0
      : product(a, b) / lengths;
  }

  /**
   * How likely each item is the company of one, which sums to 1; all 0 of one that was seen with nothing. Negative sampling makes the product of a vector and a context the logarithm of
   * P(context | item) over the noise's P(context), up to a constant (Levy and Goldberg 2014): so times `rates`, which are the noise as it is by now, and normalised, it is the probability again.
   */
  companyOf(item: number): Float64Array {
    const { contexts, rates } = this.arrays;
    const { dimensions } = this;
    const company = new Float64Array(this.items);
    if (rates[item] === 0) return company;
    const own = this.vectorOf(item);
    let sum = 0;
    for (let other = 0; other < company.length; other++) {
      if (other === item || rates[other] === 0) continue;
      const score = product(own, contexts.subarray(other * dimensions, (other + 1) * dimensions));
      company[other] = rates[other]! * Math.exp(score);
      sum += company[other]!;
    }
    return sum === 0 ? company : company.map((value) => value / sum);
  }

  private vectorOf(item: number): Float32Array {
    return this.arrays.vectors.subarray(item * this.dimensions, (item + 1) * this.dimensions);
  }
}

const product = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += a[column]! * b[column]!;
  return sum;
};
