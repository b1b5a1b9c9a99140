import { closeSync, openSync, statSync } from 'node:fs';
import { isBinaryFileSync } from 'isbinaryfile';
import {
  binaryError,
  DocumentFileError,
  encodingError,
  lineEndsIn,
  readPiece,
  refuseUnlessRegular,
  systemMessage,
} from './documentFile';
import { decodeBytes, type Encoding, EncodingError, encodingMarkOf, unfinishedBytes } from './encoding';

const chunkBytes = 1 << 20;

/** So much of a file says what it is. */
const headBytes = 512;

/** A line is held in memory whole; text is parted long before this. In UTF-16 units. */
const maxLineLength = 100_000_000;

/**
 * The lines of a text file, or of standard input (0), without their ends; read in pieces, as a corpus or an ARPA file may be larger
 * than a string can be. Encodings are those of documents.
 * @throws DocumentFileError where what is read is no text; the lines before have then been given
 */
export function* readTextLines(path: string | 0): Generator<string> {
  const descriptor = path === 0 ? 0 : open(path);
  try {
    let line: string[] = [];
    let length = 0;
    for (const piece of readPieces(descriptor)) {
      const [first = '', ...others] = piece.split('\n');
      line.push(first);
      length += first.length;
      if (length > maxLineLength)
        throw new DocumentFileError('tooLarge', 'a line of more than 100 million characters; part it into lines');
      const last = others.pop();
      if (last === undefined) continue;
      yield withoutReturn(line.join(''));
      for (const whole of others) yield withoutReturn(whole);
      line = [last];
      length = last.length;
    }
    if (length > 0) yield withoutReturn(line.join(''));
  } finally {
    if (path !== 0) closeSync(descriptor);
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** The text in pieces as they are read. */
function* readPieces(descriptor: number): Generator<string> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let encoding: Encoding | undefined;
  /** The first bytes, where they look like no text. */
  let binaryHead: Uint8Array | undefined;
  /** Bytes of a character that the piece before began; they stand at the chunk's start. */
  let unfinished = 0;
  /** Where the next piece begins in the file. */
  let place: Place = { line: 1, byteOffset: 0 };
  for (;;) {
    const count = readPiece(descriptor, chunk.subarray(unfinished));
    let bytes = chunk.subarray(0, unfinished + count);
    if (encoding === undefined) {
      if (isBinaryFileSync(bytes)) binaryHead = Uint8Array.from(bytes.subarray(0, headBytes));
      const mark = encodingMarkOf(bytes);
      ({ encoding } = mark);
      bytes = bytes.subarray(mark.markBytes);
      place = { line: 1, byteOffset: mark.markBytes };
    }
    // At the end nothing follows that could end a character.
    unfinished = count === 0 ? 0 : unfinishedBytes(bytes, encoding);
    const body = bytes.subarray(0, bytes.length - unfinished);
    yield decode(body, encoding, place, binaryHead);
    if (count === 0) return;
    place = { line: place.line + lineEndsIn(body), byteOffset: place.byteOffset + body.length };
    bytes.copy(chunk, 0, body.length);
  }
}

interface Place {
  /** From 1. */
  readonly line: number;
  readonly byteOffset: number;
}

const decode = (
  bytes: Uint8Array,
  encoding: Encoding,
  { line, byteOffset }: Place,
  binaryHead: Uint8Array | undefined,
): string => {
  let text: string;
  try {
    text = decodeBytes(bytes, encoding);
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    if (binaryHead !== undefined) throw binaryError(binaryHead);
    const before = bytes.subarray(0, error.byteOffset);
    throw encodingError(error, line + lineEndsIn(before), byteOffset + before.length);
  }
  if (binaryHead !== undefined && text.includes('\0')) throw binaryError(binaryHead);
  return text;
};

const open = (path: string): number => {
  try {
    // Asked before opening: opening a pipe waits for its writer.
    refuseUnlessRegular(statSync(path));
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof DocumentFileError) throw error;
    throw new DocumentFileError('unreadable', systemMessage(error));
  }
};
