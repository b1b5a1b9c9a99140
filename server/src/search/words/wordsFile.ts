import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBinaryVectors, writeBinaryVectors } from '../../learning/word2vec/binaryFormat';
import type { WordVectors } from '../../learning/word2vec/wordVectors';
import { writeAtomically } from '../../platform/atomicWrite';
import type { ChunkKey } from '../chunk';

/** Beside the index: a line of JSON, then vectors in word2vec's binary format. */
export const wordsFileName = 'words';

/** Raised when words are read otherwise, or trained otherwise: then they are trained anew. */
const version = 1;

interface Header {
  readonly version: number;
  /** SHA-256 of what follows the first line, hexadecimal. */
  readonly sha256: string;
  readonly sketch: readonly ChunkKey[];
  readonly forms: readonly (readonly [string, string])[];
}

/** A folder's words as they were learnt, and what from. */
export interface FolderWordVectors {
  readonly vectors: WordVectors;
  /** How words are written that are not written as the index has them. */
  readonly forms: ReadonlyMap<string, string>;
  readonly sketch: readonly ChunkKey[];
}

const newline = 10;

/** Undefined where there are none, or what is there is damaged or of another version: they can be trained again. */
export const readWordsFile = (folder: string): FolderWordVectors | undefined => {
  try {
    const bytes = readFileSync(join(folder, wordsFileName));
    const end = bytes.indexOf(newline);
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
    const body = bytes.subarray(end + 1);
    if (header.version !== version || header.sha256 !== checksum([body])) return undefined;
    return { vectors: readBinaryVectors(body), forms: new Map(header.forms), sketch: header.sketch };
  } catch {
    return undefined;
  }
};

/** In one step: a reader sees the old words or the new. @throws the system's error */
export const writeWordsFile = async (folder: string, { vectors, forms, sketch }: FolderWordVectors): Promise<void> => {
  const parts = [...writeBinaryVectors(vectors)];
  const header: Header = { version, sha256: checksum(parts), sketch, forms: [...forms] };
  await writeAtomically(
    join(folder, wordsFileName),
    Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...parts]),
  );
};

/** Tells one state of the file from another; undefined where there is none. */
export const wordsFileState = (folder: string): string | undefined => {
  const stats = statSync(join(folder, wordsFileName), { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
};

const checksum = (parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
