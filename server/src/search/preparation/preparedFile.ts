import { extname } from 'node:path';
import type { PreparedChunk } from '../index/countedTerms';
import type { FoundFile } from '../index/fileRules';
import type { IndexedFile } from '../searchStore';

/** What became of a file that was read. */
export type PreparedFile = { readonly found: FoundFile } & (
  | { readonly kind: 'refused'; readonly reason: string }
  /** It holds what it held when it was indexed, or what a file that is gone held: it was not cut into chunks. */
  | { readonly kind: 'known'; readonly file: IndexedFile }
  | { readonly kind: 'new'; readonly file: IndexedFile; readonly chunks: readonly PreparedChunk[] }
);

/** Names what a file holds: two of one name are cut into the same chunks. */
export const contentName = ({ contentHash, languageId, path, chunkingVersion }: IndexedFile): string =>
  `${contentHash} ${languageId} ${extname(path)} ${chunkingVersion}`;

/** Reads files, cuts them into chunks and counts their terms. */
export interface FilePreparation {
  /**
   * In the order of the files.
   * @param knownNames content names of files that need no chunks
   */
  prepare(files: readonly FoundFile[], knownNames: ReadonlySet<string>): AsyncIterable<PreparedFile>;
}
