import { readSync } from 'node:fs';

/**
 * Reads what is there into `chunk`, waiting for the first of it; 0 at the end. Standard input may be a non-blocking
 * descriptor, and on Windows its end is an error.
 */
export const readSome = (descriptor: number, chunk: Uint8Array): number => {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
};
