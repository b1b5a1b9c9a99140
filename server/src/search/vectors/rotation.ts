import { RandomGenerator } from '../../lm/sampling/randomGenerator';

const rounds = 12;

/**
 * A rotation of the space that looks random and is the same everywhere: rounds of butterflies, (a + b, a - b) / √2, over pairs of coordinates that are drawn
 * anew for each round, with random signs before. After ten rounds each coordinate depends on all of a thousand. Products do not change; but
 * coordinates become alike, so that they lose as little as they can in 8 bits, and the signs of two rotated vectors differ in a share of the angle between
 * them over π (Charikar 2002; with hyperplanes at right angles, Ji et al. 2012), whatever the model that made them.
 */
export class Rotation {
  /** Of each round, the pairs one after the other. */
  private readonly pairs: Uint16Array[] = [];
  private readonly signs: Int8Array;

  /** @param width coordinates of a rotated vector; one with fewer has zeros for the others */
  constructor(readonly width: number) {
    const random = RandomGenerator.ofSeed(0x5e4c);
    this.signs = Int8Array.from({ length: width }, () => (random.nextUint32() >>> 31 ? 1 : -1));
    for (let round = 0; round < rounds; round++) {
      const order = Uint16Array.from({ length: width }, (_, at) => at);
      for (let left = width - 1; left > 0; left--) {
        const other = Math.floor(random.nextDouble() * (left + 1));
        [order[left], order[other]] = [order[other]!, order[left]!];
      }
      this.pairs.push(order);
    }
  }

  /** The vector, rotated and of length 1; one of zeros stays. @throws RangeError where it holds what is no number */
  unit(vector: Float32Array): Float64Array {
    const rotated = new Float64Array(this.width);
    let squares = 0;
    for (let at = 0; at < vector.length; at++) {
      squares += vector[at]! * vector[at]!;
      rotated[at] = vector[at]! * this.signs[at]!;
    }
    if (!Number.isFinite(squares)) throw new RangeError('a vector holds what is no finite number');
    // The factors 1 / √2 of all rounds at once: an even number of rounds makes them a power of 2, which is exact.
    const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares) / 2 ** (rounds / 2);
    for (let at = 0; at < rotated.length; at++) rotated[at]! *= factor;
    for (const pairs of this.pairs) butterflies(rotated, pairs);
    return rotated;
  }

  /** The vector of so many dimensions that `unit` has made this of. */
  inverse(rotated: Float64Array, dimensions: number): Float32Array {
    const vector = rotated.slice();
    // A butterfly undoes itself, but for the factor.
    for (const pairs of this.pairs.toReversed()) butterflies(vector, pairs);
    return Float32Array.from({ length: dimensions }, (_, at) => (vector[at]! * this.signs[at]!) / 2 ** (rounds / 2));
  }
}

const butterflies = (vector: Float64Array, pairs: Uint16Array): void => {
  for (let at = 0; at < pairs.length; at += 2) {
    const a = pairs[at]!;
    const b = pairs[at + 1]!;
    const sum = vector[a]! + vector[b]!;
    vector[b] = vector[a]! - vector[b]!;
    vector[a] = sum;
  }
};
