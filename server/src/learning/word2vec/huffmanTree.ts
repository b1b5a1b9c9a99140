/** Of each word its way from the root of a Huffman tree: which inner nodes it passes, and where it turns. */
export interface HuffmanPaths {
  /** Where each word's way begins in `branches`, and the end of the last. */
  readonly starts: Uint32Array;
  /** From the root on: twice the number of an inner node, 0 to one less than there are words but one, and the bit of the turn. */
  readonly branches: Uint32Array;
}

/**
 * The code with the shortest mean length, by the method of two queues (van Leeuwen 1976): the lightest leaves and the lightest nodes are at the
 * front of one each.
 * @param counts of the words, descending, all above 0
 */
export const huffmanPaths = (counts: Uint32Array): HuffmanPaths => {
  const words = counts.length;
  const weights = new Float64Array(Math.max(1, 2 * words - 1));
  const parents = new Uint32Array(weights.length);
  const bits = new Uint8Array(weights.length);
  weights.set(counts);
  let leaf = words - 1;
  let inner = words;
  for (let node = words; node < 2 * words - 1; node++) {
    for (let bit = 0; bit < 2; bit++) {
      const lightest = leaf >= 0 && (inner >= node || weights[leaf]! < weights[inner]!) ? leaf-- : inner++;
      weights[node]! += weights[lightest]!;
      parents[lightest] = node;
      bits[lightest] = bit;
    }
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
