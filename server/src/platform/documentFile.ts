import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { isBinaryFileSync } from 'isbinaryfile';
import { type DecodedText, decodeText, EncodingError } from './encoding';
import { readSome } from './readSome';

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
  return known[code ?? ''] ?? `the system says ${code ?? message}`;
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

/** @throws DocumentFileError for a directory, a pipe, a socket or a device. */
export const refuseUnlessRegular = (stats: Stats): void => {
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
    const count = readPiece(0, chunk);
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

/**
 * Reads what is there into `chunk`; the count of bytes, 0 at the end.
 * @throws DocumentFileError
 */
export const readPiece = (descriptor: number, chunk: Uint8Array): number => {
  try {
    return readSome(descriptor, chunk);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DocumentFileError('unreadable', code === 'EISDIR' ? 'a directory, not text' : systemMessage(error));
  }
};

const decodeDocument = (bytes: Buffer): DecodedText => {
  const refuseBinary = () => {
    if (isBinaryFileSync(bytes)) throw binaryError(bytes);
  };
  try {
    const decoded = decodeText(bytes);
    if (decoded.text.includes('\0')) refuseBinary();
    return decoded;
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    refuseBinary();
    throw encodingError(error, 1 + lineEndsIn(bytes.subarray(0, error.byteOffset)), error.byteOffset);
  }
};

export const lineEndsIn = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + (byte === 0x0a ? 1 : 0), 0);

/** UTF-16 without a byte order mark looks binary: of English text in it, every other byte is zero. */
const looksLikeUtf16 = (bytes: Uint8Array): boolean => {
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++;
  });
  const [even = 0, odd = 0] = zeros;
  return Math.max(even, odd) > head.length * 0.45 && Math.min(even, odd) < head.length * 0.05;
};

/** @param head the file's first bytes */
export const binaryError = (head: Uint8Array): DocumentFileError =>
  looksLikeUtf16(head)
    ? new DocumentFileError('encoding', 'UTF-16 without a byte order mark; convert it, e.g. iconv -f UTF-16LE -t UTF-8')
    : new DocumentFileError('binary', 'a binary file, not text; leave it out');

/** @param line from 1 @param byteOffset both where the first wrong byte stands in the file. */
export const encodingError = (
  { message, encoding }: EncodingError,
  line: number,
  byteOffset: number,
): DocumentFileError =>
  new DocumentFileError(
    'encoding',
    encoding === 'utf-8'
      ? `${message} (line ${line}, byte ${byteOffset}); convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8`
      : `${message}, though its byte order mark says so; it may have been cut short: save it as UTF-8`,
  );
