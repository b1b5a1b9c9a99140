/** A word and how similar it is: a cosine. */
export interface SimilarWord {
  readonly word: string;
  readonly similarity: number;
}

/** A vector of 32-bit floats for each of some words. */
export class WordVectors {
  private readonly numbers = new Map<string, number>();
  private unit: Float32Array | undefined;

  /**
   * @param words each once
   * @param vectors one row of `dimensions` a word
   * @throws RangeError where they do not fit together
   */
  constructor(
    readonly words: readonly string[],
    readonly dimensions: number,
    readonly vectors: Float32Array,
  ) {
    if (!Number.isInteger(dimensions) || dimensions < 1 || vectors.length !== words.length * dimensions)
      throw new RangeError(`${vectors.length} numbers are not ${words.length} vectors of ${dimensions} dimensions`);
    words.forEach((word, number) => {
      if (this.numbers.has(word)) throw new RangeError(`${JSON.stringify(word)} comes twice`);
      this.numbers.set(word, number);
    });
  }

  has(word: string): boolean {
    return this.numbers.has(word);
  }

  /** A view; undefined for a word that is not known. */
  vectorOf(word: string): Float32Array | undefined {
    const number = this.numbers.get(word);
    return number === undefined ? undefined : this.row(this.vectors, number);
  }

  /** The cosine of two words; undefined where one is not known. */
  similarity(a: string, b: string): number | undefined {
    const [first, second] = [this.unitOf(a), this.unitOf(b)];
    return first && second && productOf(first, second);
  }

  /**
   * The words most similar to one, best first and without itself.
   * @param accepts others are passed over
   */
  nearest(word: string, count: number, accepts?: (word: string) => boolean): SimilarWord[] {
    return this.analogous([word], [], count, accepts);
  }

  /**
   * Words that are to the positive ones as none is to the negative ones: `king` and `woman` without `man`, best first and without those asked with. 3CosAdd (Mikolov,
   * Yih and Zweig 2013): the greatest cosine with the sum of unit vectors. None where one of them is not known.
   */
  analogous(
    positive: readonly string[],
    negative: readonly string[],
    count: number,
    accepts: (word: string) => boolean = () => true,
  ): SimilarWord[] {
    const sum = new Float32Array(this.dimensions);
    for (const [words, sign] of [[positive, 1] as const, [negative, -1] as const])
      for (const word of words) {
        const unit = this.unitOf(word);
        if (unit === undefined) return [];
        unit.forEach((value, column) => {
          sum[column]! += sign * value;
        });
      }
    const asked = new Set([...positive, ...negative]);
    return this.nearestTo(sum, count, (word) => !asked.has(word) && accepts(word));
  }

  /** The words whose vectors have the greatest cosine with one, best first; of equal ones the first. */
  nearestTo(vector: Float32Array, count: number, accepts: (word: string) => boolean = () => true): SimilarWord[] {
    const length = Math.sqrt(productOf(vector, vector)) || 1;
    const units = this.units();
    const best: SimilarWord[] = [];
    for (const [number, word] of this.words.entries()) {
      const similarity = productOf(vector, this.row(units, number)) / length;
      if (best.length >= count && !(similarity > best.at(-1)!.similarity)) continue;
      if (!accepts(word)) continue;
      let place = best.length;
      while (place > 0 && best[place - 1]!.similarity < similarity) place--;
      best.splice(place, 0, { word, similarity });
      if (best.length > count) best.pop();
    }
    return best;
  }

  private unitOf(word: string): Float32Array | undefined {
    const number = this.numbers.get(word);
    return number === undefined ? undefined : this.row(this.units(), number);
  }

  /** Vectors of length 1, made when they are first asked for; one without a length stays. */
  private units(): Float32Array {
    if (this.unit !== undefined) return this.unit;
    const unit = Float32Array.from(this.vectors);
    for (let number = 0; number < this.words.length; number++) {
      const row = this.row(unit, number);
      const length = Math.sqrt(productOf(row, row)) || 1;
      for (let column = 0; column < row.length; column++) row[column]! /= length;
    }
    this.unit = unit;
    return unit;
  }

  private row(rows: Float32Array, number: number): Float32Array {
    return rows.subarray(number * this.dimensions, (number + 1) * this.dimensions);
  }
}

const productOf = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += a[column]! * b[column]!;
  return sum;
};
