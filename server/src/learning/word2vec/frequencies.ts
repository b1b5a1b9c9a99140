/** Words are drawn by their counts to this power: rare ones more often than they come (Mikolov et al. 2013). */
const negativePower = 0.75;

/** By what weights words are drawn as negative examples. */
export const negativeWeights = (counts: Uint32Array): Float64Array =>
  Float64Array.from(counts, (count) => count ** negativePower);

/**
 * Bounds of random numbers of 32 bits up to which an occurrence of a word is kept: word2vec.c's formula, (sqrt(f/t) + 1) t/f, where f is the word's share of the text.
 * @param sample t; 0 keeps all
 */
export const keepBounds = (counts: Uint32Array, sample: number): Uint32Array => {
  const threshold = sample * counts.reduce((sum, count) => sum + count, 0);
  return Uint32Array.from(counts, (count) => {
    if (threshold === 0) return 0xffffffff;
    const share = (Math.sqrt(count / threshold) + 1) * (threshold / count);
    return Math.min(0xffffffff, Math.floor(share * 0x100000000));
  });
};
