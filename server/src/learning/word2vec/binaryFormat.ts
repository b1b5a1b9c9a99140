import { VectorFormatError } from './vectorFormatError';
import { decodeWord, encodableWord, readHeader, VectorCollector } from './vectorHeader';
import { WordVectors } from './wordVectors';

const space = 32;
const newline = 10;
const longestWord = 100_000;

/**
 * word2vec's binary format: a line with the number of words and of dimensions, then each word, a space, and its numbers in 32 bits, little-endian. word2vec.c writes a newline after
 * each, gensim does not; both can be read.
 * @throws VectorFormatError
 */
export const readBinaryVectors = (bytes: Uint8Array): WordVectors => {
  const { words, dimensions, end } = readHeader(bytes, (width) => 2 + 4 * width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const collector = new VectorCollector(words, dimensions);
  let at = end;
  for (let place = 1; place <= words; place++) {
    while (bytes[at] === newline) at++;
    const stop = bytes.subarray(at, at + longestWord).indexOf(space);
    if (stop < 0) throw new VectorFormatError(`word ${place} has no end: the file is cut short, or of another format`);
    const word = decodeWord(bytes.subarray(at, at + stop), place);
    const row = at + stop + 1;
    at = row + 4 * dimensions;
    if (at > bytes.length) throw new VectorFormatError(`the vector of word ${place} of ${words} is cut short`);
    collector.add(word, (column) => view.getFloat32(row + 4 * column, true));
  }
  return new WordVectors(collector.words, dimensions, collector.vectors);
};

/** As word2vec.c writes it. @throws RangeError for a word that the format cannot hold */
export function* writeBinaryVectors(model: WordVectors): Generator<Uint8Array> {
  const { words, dimensions } = model;
  yield Buffer.from(`${words.length} ${dimensions}\n`);
  for (const word of words) {
    const name = Buffer.from(`${encodableWord(word)} `);
    const record = new Uint8Array(name.length + 4 * dimensions + 1);
    record.set(name);
    const view = new DataView(record.buffer);
    model.vectorOf(word)!.forEach((value, column) => {
      view.setFloat32(name.length + 4 * column, value, true);
    });
    record[record.length - 1] = newline;
    yield record;
  }
}
