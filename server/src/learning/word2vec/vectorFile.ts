import { readBinaryVectors } from './binaryFormat';
import { readTextVectors } from './textFormat';
import { VectorFormatError } from './vectorFormatError';
import { readHeader } from './vectorHeader';
import type { WordVectors } from './wordVectors';

const newline = 10;
const space = 32;

/** So much of a line of numbers tells that it is one. */
const toldBytes = 1000;
const numbers = /^[-+\d.eE \t]+$/;
/** Bytes of a binary vector are hardly so many characters of numbers before the first that is a newline. */
const longLine = 8;

/**
 * Reads word vectors in word2vec's text or binary format, whichever it is.
 * @throws VectorFormatError
 */
export const readWordVectors = (bytes: Uint8Array): WordVectors => {
  if (bytes.length === 0) throw new VectorFormatError('there is nothing in it');
  return isText(bytes) ? readTextVectors(bytes) : readBinaryVectors(bytes);
};

/** Whether what follows the first word is written in digits: as many numbers as there are to be, or more text than chance makes. */
const isText = (bytes: Uint8Array): boolean => {
  const { dimensions, end } = readHeader(bytes, () => 0);
  const begins = bytes.indexOf(space, end) + 1;
  const told = bytes.subarray(begins, begins + toldBytes);
  const stop = told.indexOf(newline);
  const line = Buffer.from(stop < 0 ? told : told.subarray(0, stop))
    .toString('latin1')
    .trim();
  return numbers.test(line) && (line.length >= longLine || line.split(/[ \t]+/).length === dimensions);
};
