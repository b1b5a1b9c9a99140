import { closeSync, fstatSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { isBinaryFileSync } from 'isbinaryfile';
import { type DecodedText, decodeText, EncodingError } from './encoding';

export type DocumentProblem = 'missing' | 'directory' | 'special' | 'unreadable' | 'tooLarge' | 'binary' | 'encoding';

/** A file that is no document; the message is one line and says what to do, without the file's name. */
export class DocumentFileError extends Error {
  override readonly name = 'DocumentFileError';

  constructor(
    readonly problem: DocumentProblem,
    message: string,
  ) {
    super(message);
  }
}

export const defaultMaxBytes = 10_000_000;

/** `12 KB`, `10 MB`, in decimal units. */
export const formatBytes = (bytes: number): string => {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
};

/** What went wrong in a system call, in words. */
export const systemMessage = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'no such file or directory',
    ENOTDIR: 'a part of the path is not a directory',
    EACCES: 'permission denied; change its permissions or leave it out',
    EPERM: 'operation not permitted; check its permissions',
    ELOOP: 'a symbolic link that leads back to itself; repair or remove the link',
    ENAMETOOLONG: 'the name is too long',
    EISDIR: 'a directory',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left on the device',
    EMFILE: 'too many open files; raise the limit (ulimit -n)',
  };
  return known[code ?? ''] ?? `cannot be read (${code ?? message})`;
};

const special = (stats: Stats): string | undefined => {
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'a device';
  return undefined;
};

/**
 * Reads a text file whole.
 * @param maxBytes Files larger than this are refused before they are read.
 * @throws DocumentFileError
 */
export const readDocumentFile = (path: string, maxBytes: number): DecodedText => {
  let bytes: Buffer;
  try {
    // Asked before opening: opening a pipe waits for its writer.
    refuseUnlessRegular(statSync(path));
    const descriptor = openSync(path, 'r');
    try {
      const stats = fstatSync(descriptor);
      refuseUnlessRegular(stats);
      refuseTooLarge(stats.size, maxBytes);
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof DocumentFileError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new DocumentFileError(missing ? 'missing' : 'unreadable', systemMessage(error));
  }
  return decodeDocument(bytes);
};

const refuseUnlessRegular = (stats: Stats): void => {
  if (stats.isDirectory()) throw new DocumentFileError('directory', 'a directory, not a file');
  const name = special(stats);
  if (name !== undefined)
    throw new DocumentFileError('special', `${name}, not a file; give its content on standard input with "-"`);
};

const refuseTooLarge = (bytes: number, maxBytes: number): void => {
  if (bytes <= maxBytes) return;
  throw new DocumentFileError(
    'tooLarge',
    `${formatBytes(bytes)} is over the limit of ${formatBytes(maxBytes)}; raise it with --max-file-size`,
  );
};

/**
 * Reads standard input to its end.
 * @throws DocumentFileError
 */
export const readStandardInput = (maxBytes: number): DecodedText => {
  const chunks: Buffer[] = [];
  let total = 0;
  const chunk = Buffer.allocUnsafe(65_536);
  for (;;) {
    let count: number;
    try {
      count = readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code === 'EAGAIN') {
        // A non-blocking descriptor with nothing to read yet.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      throw new DocumentFileError('unreadable', code === 'EISDIR' ? 'a directory, not text' : systemMessage(error));
    }
    if (count === 0) break;
    total += count;
    if (total > maxBytes)
      throw new DocumentFileError(
        'tooLarge',
        `more than the limit of ${formatBytes(maxBytes)}; raise it with --max-file-size`,
      );
    chunks.push(Buffer.from(chunk.subarray(0, count)));
  }
  return decodeDocument(Buffer.concat(chunks, total));
};

const decodeDocument = (bytes: Buffer): DecodedText => {
  const refuseBinary = () => {
    if (isBinaryFileSync(bytes)) throw new DocumentFileError('binary', 'a binary file, not text; leave it out');
  };
  try {
    const decoded = decodeText(bytes);
    if (decoded.text.includes('\0')) refuseBinary();
    return decoded;
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    refuseBinary();
    const line = bytes.subarray(0, error.byteOffset).toString('latin1').split('\n').length;
    throw new DocumentFileError(
      'encoding',
      `${error.message} (line ${line}, byte ${error.byteOffset}); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8`,
    );
  }
};
