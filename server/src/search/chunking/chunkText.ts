import type { Chunk } from '../chunk';
import { proseSections } from './proseSections';
import { chunksOf } from './section';

/** Cuts a text into chunks by headings and paragraphs. */
export const proseChunks = (text: string, languageId: string): Chunk[] =>
  chunksOf(text, proseSections(text, languageId));
