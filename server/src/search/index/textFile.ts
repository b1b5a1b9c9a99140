import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../../platform/documentFile';
import { decodeText, EncodingError } from '../../platform/encoding';
import { languageOf } from '../../text/markup/languageOf';
import { chunkingVersion } from '../chunking/chunkingVersion';
import type { IndexedFile } from '../searchStore';
import type { FoundFile } from './fileRules';

/** A file as it is to be indexed; `refused` says why it is not. */
export type ReadFile =
  | { readonly file: IndexedFile; readonly text: string; readonly refused?: undefined }
  | { readonly refused: string };

/** Every language that is cut into chunks by paragraphs. */
const otherText = 'plaintext';

/** A zero byte in the first 8,000 tells a binary file, as it does for git. */
const looksBinary = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 8000).includes(0) &&
  !((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));

/** Reads a file of the folder `root`, which the walk has judged. */
export const readTextFile = (root: string, found: FoundFile): ReadFile => {
  const path = join(root, found.path);
  let bytes: Buffer;
  let modifiedMs: number;
  try {
    // Before the reading: a change in between is seen as one by the next run.
    modifiedMs = statSync(path).mtimeMs;
    bytes = readFileSync(path);
  } catch (error) {
    return { refused: systemMessage(error) };
  }
  if (looksBinary(bytes)) return { refused: 'a binary file, not text' };
  try {
    const { text } = decodeText(bytes);
    const firstLine = text.slice(0, Math.min(200, text.length));
    const file: IndexedFile = {
      path: found.path,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      modifiedMs,
      languageId: languageOf(found.path, firstLine) ?? otherText,
      chunkingVersion,
    };
    return { file, text };
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    return { refused: `${error.message}; save it as UTF-8` };
  }
};
