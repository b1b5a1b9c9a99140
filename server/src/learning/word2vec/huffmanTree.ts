import { LightestNodes } from './lightestNodes';

/** Of each word its way from the root of a Huffman tree: which inner nodes it passes, and where it turns. */
export interface HuffmanPaths {
  /** Where each word's way begins in `branches`, and the end of the last. */
  readonly starts: Uint32Array;
  /** From the root on: twice the number of an inner node, 0 to one less than there are words but one, and the bit of the turn. */
  readonly branches: Uint32Array;
}

/**
 * The code with the shortest mean length (Huffman 1952). Among words of equal counts, of which there are many, a tree could be another: this is the one that gensim makes of words in the same order, and with another
 * tree a training by it learns neighbours of which little more than half are the same.
 * @param counts of the words, descending, all above 0
 */
export const huffmanPaths = (counts: Uint32Array): HuffmanPaths => {
  const words = counts.length;
  const weights = new Float64Array(Math.max(1, 2 * words - 1));
  const parents = new Uint32Array(weights.length);
  const bits = new Uint8Array(weights.length);
  weights.set(counts);
  const lightest = new LightestNodes(weights, counts.keys());
  for (let node = words; node < 2 * words - 1; node++) {
    for (let bit = 0; bit < 2; bit++) {
      const child = lightest.pop();
      weights[node]! += weights[child]!;
      parents[child] = node;
      bits[child] = bit;
    }
    lightest.push(node);
  }
  return pathsOf(words, parents, bits);
};

const pathsOf = (words: number, parents: Uint32Array, bits: Uint8Array): HuffmanPaths => {
  const root = 2 * words - 2;
  const starts = new Uint32Array(words + 1);
  const branches: number[] = [];
  for (let word = 0; word < words; word++) {
    starts[word] = branches.length;
    const up: number[] = [];
    for (let node = word; node !== root; node = parents[node]!) up.push(2 * (parents[node]! - words) + bits[node]!);
    branches.push(...up.reverse());
  }
  starts[words] = branches.length;
  return { starts, branches: Uint32Array.from(branches) };
};
