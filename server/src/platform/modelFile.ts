import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** A model file whole, aligned as its reader wants it. */
export const readModelBytes = (path: string): Uint8Array => readFileSync(path);

/** Whether a file begins as the ARPA format does: with `\data\`, after what lines of comment there may be. */
export const isArpaFile = (path: string): boolean => {
  const descriptor = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4096);
    const length = readSync(descriptor, head, 0, head.length, 0);
    return /^\s*\\data\\\s*$/m.test(head.toString('latin1', 0, length));
  } finally {
    closeSync(descriptor);
  }
};
