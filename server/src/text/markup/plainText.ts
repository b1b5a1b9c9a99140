import type { MaskedDocument } from '../maskedDocument';
import { MaskBuilder } from './maskBuilder';

/** Masks plain text: paragraphs are separated by blank lines. */
export const maskPlainText = (source: string): MaskedDocument => {
  const builder = new MaskBuilder(source);
  for (const paragraph of source.matchAll(/\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*/g))
    builder.block('paragraph', paragraph.index, paragraph.index + paragraph[0].length);
  return builder.build();
};
