import { RandomGenerator } from '../../server/src/lm/sampling/randomGenerator';

/** Standard normal numbers, two at a time (Box and Muller 1958). */
const gaussian = (random: RandomGenerator): number =>
  Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());

/** Vectors in no preferred direction: nothing is near anything, which is the hardest for a search. */
export const gaussianVectors = (count: number, dimensions: number, seed: number): Float32Array[] => {
  const random = RandomGenerator.ofSeed(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: dimensions }, () => gaussian(random)));
};

/** Vectors around the centres of clusters, which lie in a space of 32 dimensions, as those of texts do. */
export const clusteredVectors = (count: number, dimensions: number, clusters: number, seed: number): Float32Array[] => {
  const random = RandomGenerator.ofSeed(seed);
  const directions = gaussianVectors(32, dimensions, seed + 1);
  const centres = gaussianVectors(clusters, 32, seed + 2);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random.nextDouble() * clusters)]!;
    const vector = new Float32Array(dimensions);
    for (const [at, direction] of directions.entries()) {
      const amount = centre[at]! + 0.5 * gaussian(random);
      for (let index = 0; index < dimensions; index++) vector[index]! += amount * direction[index]!;
    }
    return vector.map((value) => value + 0.5 * gaussian(random));
  });
};

type Numbers = Float32Array | Float64Array;

export const productOf = (a: Numbers, b: Numbers): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
};

export const cosineOf = (a: Numbers, b: Numbers): number =>
  productOf(a, b) / (Math.sqrt(productOf(a, a) * productOf(b, b)) || 1);
