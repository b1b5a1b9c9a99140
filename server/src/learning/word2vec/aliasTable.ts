/**
 * A table from which a word is drawn in constant time, by its weight: Walker's alias method as Vose (1991) builds it. Two 32-bit numbers a word: up to the first
 * the column is meant, above it the second, its alias.
 * @param weights above 0
 */
export const aliasTable = (weights: Float64Array): Uint32Array => {
  const { length } = weights;
  const scale = length / weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight * scale);
  const table = new Uint32Array(2 * length);
  const below: number[] = [];
  const above: number[] = [];
  shares.forEach((share, word) => {
    (share < 1 ? below : above).push(word);
  });
  while (below.length > 0 && above.length > 0) {
    const word = below.pop()!;
    const alias = above.at(-1)!;
    table[2 * word] = Math.floor(shares[word]! * 0x100000000);
    table[2 * word + 1] = alias;
    shares[alias]! -= 1 - shares[word]!;
    if (shares[alias]! < 1) below.push(above.pop()!);
  }
  // What is left over has a whole column, up to rounding.
  for (const word of [...below, ...above]) {
    table[2 * word] = 0xffffffff;
    table[2 * word + 1] = word;
  }
  return table;
};
