import { VectorFormatError } from './vectorFormatError';
import { decodeWord, encodableWord, readHeader, VectorCollector } from './vectorHeader';
import { WordVectors } from './wordVectors';

const space = 32;
const newline = 10;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * word2vec's text format: a line with the number of words and of dimensions, then a line for each word with its numbers after it.
 * @throws VectorFormatError
 */
export const readTextVectors = (bytes: Uint8Array): WordVectors => {
  const { words, dimensions, end } = readHeader(bytes, (width) => 1 + 2 * width);
  const collector = new VectorCollector(words, dimensions);
  let at = end;
  for (let place = 1; place <= words; place++) {
    if (at >= bytes.length) throw new VectorFormatError(`word ${place} of ${words} is missing: the file is cut short`);
    const found = bytes.indexOf(newline, at);
    const stop = found < 0 ? bytes.length : found;
    addLine(collector, bytes.subarray(at, stop), place, dimensions);
    at = stop + 1;
  }
  if (bytes.subarray(at).some((byte) => byte > space))
    throw new VectorFormatError(`there is more after the ${words} words that the first line tells of`);
  return new WordVectors(collector.words, dimensions, collector.vectors);
};

const addLine = (collector: VectorCollector, line: Uint8Array, place: number, dimensions: number): void => {
  const after = line.indexOf(space);
  if (after < 0) throw new VectorFormatError(`line ${place + 1} has no numbers`);
  const word = decodeWord(line.subarray(0, after), place);
  const values = Buffer.from(line.subarray(after + 1))
    .toString('latin1')
    .trim()
    .split(/[ \t]+/);
  if (values.length !== dimensions)
    throw new VectorFormatError(`line ${place + 1} has ${values.length} numbers, not ${dimensions}`);
  const wrong = values.find((value) => !number.test(value));
  if (wrong !== undefined)
    throw new VectorFormatError(`line ${place + 1} has ${JSON.stringify(wrong.slice(0, 40))} where a number should be`);
  collector.add(word, (column) => Number(values[column]));
};

/** As word2vec.c and gensim write it, with as many digits as tell one 32-bit number from all others. @throws RangeError for a word that the format cannot hold */
export function* writeTextVectors(model: WordVectors): Generator<string> {
  const { words, dimensions } = model;
  yield `${words.length} ${dimensions}\n`;
  for (const word of words) yield `${encodableWord(word)} ${Array.from(model.vectorOf(word)!, shortest).join(' ')}\n`;
}

const shortest = (value: number): string => {
  if (Object.is(value, -0)) return '-0';
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
};
