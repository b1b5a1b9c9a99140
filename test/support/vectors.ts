import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';

/** Standard normal numbers, two at a time (Box and Muller 1958). */
class Gaussian {
  private readonly random: RandomGenerator;
  private spare: number | undefined;

  constructor(seed: number) {
    this.random = RandomGenerator.ofSeed(seed);
  }

  next(): number {
    const { spare } = this;
    this.spare = undefined;
    if (spare !== undefined) return spare;
    const radius = Math.sqrt(-2 * Math.log(1 - this.random.nextDouble()));
    const angle = 2 * Math.PI * this.random.nextDouble();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  vector(dimensions: number): Float32Array {
    return Float32Array.from({ length: dimensions }, () => this.next());
  }
}

/** Vectors in no preferred direction: nothing is near anything, which is the hardest for a search. */
export const gaussianVectors = (count: number, dimensions: number, seed: number): Float32Array[] => {
  const gaussian = new Gaussian(seed);
  return Array.from({ length: count }, () => gaussian.vector(dimensions));
};

const latent = 32;

/** Endless vectors around the centres of clusters, which lie in a space of 32 dimensions as those of texts do, and as many again that are noise. */
export function* clusteredVectorStream(dimensions: number, clusters: number, seed: number): Generator<Float32Array> {
  const gaussian = new Gaussian(seed);
  const directions = Array.from({ length: latent }, () => gaussian.vector(dimensions));
  const centres = Array.from({ length: clusters }, () => gaussian.vector(latent));
  const random = RandomGenerator.ofSeed(seed + 1);
  for (;;) {
    const centre = centres[Math.floor(random.nextDouble() * clusters)]!;
    const vector = gaussian.vector(dimensions);
    for (const [at, direction] of directions.entries()) {
      const amount = 2 * centre[at]! + gaussian.next();
      for (let index = 0; index < dimensions; index++) vector[index]! += amount * direction[index]!;
    }
    yield vector;
  }
}

export const clusteredVectors = (count: number, dimensions: number, clusters: number, seed: number): Float32Array[] => {
  const stream = clusteredVectorStream(dimensions, clusters, seed);
  return Array.from({ length: count }, () => stream.next().value as Float32Array);
};

type Numbers = Float32Array | Float64Array;

export const productOf = (a: Numbers, b: Numbers): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};

export const cosineOf = (a: Numbers, b: Numbers): number =>
  productOf(a, b) / (Math.sqrt(productOf(a, a) * productOf(b, b)) || 1);
