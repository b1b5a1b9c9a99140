import { readFileSync } from 'node:fs';

/** A text with what Python's tokenizer and the float32 graph make of it (models/build/minilm/verify.py). */
export interface EmbeddingReference {
  readonly text: string;
  readonly ids: readonly number[];
  readonly embedding: readonly number[];
}

export const embeddingReferences = JSON.parse(
  readFileSync('test/fixtures/embedding/minilm-l6-v2.json', 'utf8'),
) as readonly EmbeddingReference[];

export const cosine = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  let product = 0;
  let ofOne = 0;
  let ofOther = 0;
  for (let column = 0; column < one.length; column++) {
    product += one[column]! * other[column]!;
    ofOne += one[column]! ** 2;
    ofOther += other[column]! ** 2;
  }
  return product / Math.sqrt(ofOne * ofOther);
};
