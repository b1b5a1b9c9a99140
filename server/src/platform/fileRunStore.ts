import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Run, RunStore } from '../lm/ngram/runStore';

const BYTES_PER_WORD = 4;

/** Runs as files of little-endian 32-bit words in a directory of their own, which `close` removes. */
export class FileRunStore implements RunStore {
  readonly directory: string;
  readonly #open = new Set<number>();
  #created = 0;

  /** Throws the system's error when no directory can be made in `parent`. */
  constructor(parent: string) {
    this.directory = mkdtempSync(join(parent, 'surprisal-train-'));
  }

  create(): Run {
    const path = join(this.directory, `${this.#created++}.run`);
    const descriptor = openSync(path, 'w+');
    this.#open.add(descriptor);
    let end = 0;
    return {
      append: (words) => {
        for (let written = 0; written < words.byteLength; ) {
          const bytes = new Uint8Array(words.buffer, words.byteOffset + written, words.byteLength - written);
          const count = writeSync(descriptor, bytes, 0, bytes.length, end);
          written += count;
          end += count;
        }
      },
      read: (position, target) => {
        const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
        let filled = 0;
        while (filled < bytes.length) {
          const count = readSync(descriptor, bytes, filled, bytes.length - filled, position * BYTES_PER_WORD + filled);
          if (count === 0) break;
          filled += count;
        }
        return filled / BYTES_PER_WORD;
      },
      delete: () => {
        if (!this.#open.delete(descriptor)) return;
        closeSync(descriptor);
        rmSync(path, { force: true });
      },
    };
  }

  close(): void {
    for (const descriptor of this.#open) closeSync(descriptor);
    this.#open.clear();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
