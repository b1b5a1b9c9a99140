import { loadParsers } from '../../platform/parsers';
import type { Chunk } from '../chunk';
import { type ChunkedFile, fileChunks, needsParser } from './fileChunks';

/** Cuts files into chunks; loads a language's parser with the first file of it. */
export const loadingChunker = (): ((text: string, file: ChunkedFile) => Promise<readonly Chunk[]>) => {
  return async (text, file) =>
    fileChunks(text, file, needsParser(file.languageId) ? await loadParsers([file.languageId]) : {});
};
