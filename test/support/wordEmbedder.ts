import type { Embedder, EmbedOptions } from '../../server/src/lm/embedder';

/** How many texts each call had, and what an embedder is made to do in tests. */
export interface WordEmbedderOptions {
  readonly dimensions?: number;
  /** Waited for before each answer. */
  readonly before?: (texts: readonly string[], options: EmbedOptions) => Promise<void> | void;
}

/** Vectors by hand: each word turns its own coordinate up, so texts with the same words are alike. The same text has the same vector in any process. */
export const wordEmbedder = ({ dimensions = 64, before }: WordEmbedderOptions = {}): Embedder => ({
  id: `words-${dimensions}`,
  dimensions,
  maximumTokens: 256,
  async embed(texts, options) {
    await before?.(texts, options);
    const vectors = new Float32Array(texts.length * dimensions);
    texts.forEach((text, row) => {
      const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
      for (const word of text.toLowerCase().match(/\w+/g) ?? ['']) vector[hash(word) % dimensions]! += 1;
      const length = Math.hypot(...vector);
      for (let at = 0; at < dimensions; at++) vector[at]! /= length;
    });
    return vectors;
  },
});

const hash = (word: string): number => {
  let value = 7;
  for (const character of word) value = (Math.imul(value, 31) + character.codePointAt(0)!) >>> 0;
  return value;
};
