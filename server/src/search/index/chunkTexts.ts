import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from '../../platform/encoding';
import { chunkKey } from '../chunk';
import type { StoredChunk } from '../searchStore';

/** Texts of chunks from the files they lie in, which may have changed since. The last file is kept: hits of one file come together. */
export class ChunkTexts {
  private last: { readonly path: string; readonly text: string } | undefined;

  /** @param root the indexed folder */
  constructor(private readonly root: string) {}

  /** Undefined where the chunk is not at its place any more. */
  read(chunk: StoredChunk): string | undefined {
    const text = this.fileText(chunk.path)?.slice(chunk.start, chunk.end);
    return text !== undefined && chunkKey(chunk.headings, text) === chunk.key ? text : undefined;
  }

  /** How many UTF-16 units stand before the chunk in its first line. */
  columnOf(chunk: StoredChunk): number {
    const text = this.fileText(chunk.path) ?? '';
    return chunk.start - (text.lastIndexOf('\n', chunk.start - 1) + 1);
  }

  /** Forgets what it has read: files may have changed. */
  forget(): void {
    this.last = undefined;
  }

  private fileText(path: string): string | undefined {
    if (this.last?.path === path) return this.last.text;
    try {
      this.last = { path, text: decodeText(readFileSync(join(this.root, path))).text };
      return this.last.text;
    } catch {
      return undefined;
    }
  }
}
