import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentFileError, defaultMaxBytes, readDocumentFile } from '../../platform/documentFile';
import { openChosenEmbedder } from '../embedder';
import { asIndexError, openIndex } from '../index/place';
import { bringUpToDate } from '../search/bringUpToDate';
import type { FoundFile } from './relatedRecord';

export interface AlikeSearch {
  readonly root: string;
  /** Relative to it, with slashes. */
  readonly path: string;
  /** Where the index of `root` lies. */
  readonly index: string;
  readonly embeddingModel: string;
  readonly limit: number;
}

/** Passages that are looked at for each file that is wanted. */
const passagesOfFile = 5;

/** Files with passages like a file's text, by the repository's index; undefined where it has none, or the file has no text. */
export const alikeFiles = async ({
  root,
  path,
  index,
  embeddingModel,
  limit,
}: AlikeSearch): Promise<readonly FoundFile[] | undefined> => {
  const text = textOf(join(root, path));
  if (text === undefined || text.trim() === '' || !existsSync(join(index, 'catalog'))) return undefined;
  const embedder = await openChosenEmbedder(embeddingModel);
  const service = openIndex(root, index, embedder);
  try {
    await bringUpToDate(service);
    const place = { path, start: 0, end: text.length };
    const { hits } = await service.similar({ text, place }, passagesOfFile * limit);
    const best = new Map<string, FoundFile>();
    for (const { path: found, score, headings } of hits) {
      const heading = headings.at(-1);
      if (!best.has(found)) best.set(found, { path: found, score, ...(heading !== undefined && { heading }) });
    }
    return [...best.values()].slice(0, limit);
  } catch (error) {
    return asIndexError(error);
  } finally {
    await service.close();
    embedder?.dispose();
  }
};

const textOf = (path: string): string | undefined => {
  try {
    return readDocumentFile(path, defaultMaxBytes).text;
  } catch (error) {
    if (error instanceof DocumentFileError) return undefined;
    throw error;
  }
};
