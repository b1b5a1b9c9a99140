import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { readSome } from './readSome';

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

/** The lines of a text file, or of standard input (0), read in pieces: an ARPA file may be larger than a string can be. */
export function* readLines(path: string | 0): Generator<string> {
  const descriptor = path === 0 ? 0 : openSync(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.allocUnsafe(1 << 20);
    let rest = '';
    for (;;) {
      const length = readSome(descriptor, chunk);
      const lines = (rest + (length > 0 ? decoder.write(chunk.subarray(0, length)) : decoder.end())).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (length === 0) break;
    }
    if (rest !== '') yield rest;
  } finally {
    if (path !== 0) closeSync(descriptor);
  }
}
