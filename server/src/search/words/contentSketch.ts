import type { ChunkKey } from '../chunk';

/** With so many, the similarity of two contents is off by some 3 %. */
const sketched = 256;

/** What stands for all of a content: the least of its keys, which are hashes, so that they are a random sample of it (bottom-k sketch, Cohen and Kaplan 2007). */
export const contentSketch = (keys: readonly ChunkKey[]): readonly ChunkKey[] => [...keys].sort().slice(0, sketched);

/** About what share of all that either content holds both hold, 0 to 1; two without any are the same. */
export const sketchSimilarity = (a: readonly ChunkKey[], b: readonly ChunkKey[]): number => {
  const both = contentSketch([...new Set([...a, ...b])]);
  if (both.length === 0) return 1;
  const [inA, inB] = [new Set(a), new Set(b)];
  return both.filter((key) => inA.has(key) && inB.has(key)).length / both.length;
};
