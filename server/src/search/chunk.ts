import { hash } from 'node:crypto';
import type { Span } from '../text/span';

/**
 * Names a chunk by what it holds: 32 hexadecimal digits, the first half of SHA-256 over heading path and text. The same passage in two files, or
 * on two branches, has one key, so it is embedded once.
 */
export type ChunkKey = string;

/**
 * A passage of a file, small enough for the embedder. Offsets are UTF-16 units in the file's decoded text, lines count from 1. Neighbours under the
 * same headings may overlap: starts and ends ascend.
 */
export interface Chunk extends Span {
  readonly key: ChunkKey;
  readonly startLine: number;
  /** Of the last character. */
  readonly endLine: number;
  /** Headings it stands under, or of code the names of what it stands in, outermost first. */
  readonly headings: readonly string[];
  /** The source between `start` and `end`. */
  readonly text: string;
}

export const chunkKey = (headings: readonly string[], text: string): ChunkKey =>
  hash('sha256', JSON.stringify(headings) + text, 'hex').slice(0, 32);
