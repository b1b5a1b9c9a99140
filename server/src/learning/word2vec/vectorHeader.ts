import { VectorFormatError } from './vectorFormatError';

export interface VectorHeader {
  readonly words: number;
  readonly dimensions: number;
  /** Where the first word begins. */
  readonly end: number;
}

const newline = 10;
/** Two whole numbers are not longer. */
const longestHeader = 64;
const mostDimensions = 65_536;

/**
 * Reads the first line of word2vec's formats: how many words there are, and of how many dimensions.
 * @param leastBytes a word and a vector of so many dimensions take so many bytes at least
 * @throws VectorFormatError
 */
export const readHeader = (bytes: Uint8Array, leastBytes: (dimensions: number) => number): VectorHeader => {
  const at = bytes.subarray(0, longestHeader).indexOf(newline);
  const line = String.fromCharCode(...bytes.subarray(0, Math.max(0, at)));
  const [, written = '', wide = ''] = /^(\d{1,15})[ \t]+(\d{1,15})\s*$/.exec(line) ?? [];
  if (at < 0 || written === '')
    throw new VectorFormatError('the first line is not the number of words and of dimensions, as word2vec writes it');
  const [words, dimensions] = [Number(written), Number(wide)];
  if (dimensions < 1 || dimensions > mostDimensions)
    throw new VectorFormatError(`${dimensions} dimensions; there are 1 to ${mostDimensions}`);
  const left = bytes.length - at - 1;
  if (words * leastBytes(dimensions) > left)
    throw new VectorFormatError(
      `${words} words of ${dimensions} dimensions do not fit into ${left} bytes: the file is cut short, or of another format`,
    );
  return { words, dimensions, end: at + 1 };
};

/** Takes words with their vectors; of one that comes twice the first is kept, as gensim does. */
export class VectorCollector {
  readonly words: string[] = [];
  private readonly numbers = new Set<string>();
  private readonly rows: Float32Array;

  constructor(
    count: number,
    private readonly dimensions: number,
  ) {
    this.rows = new Float32Array(count * dimensions);
  }

  /** @throws VectorFormatError where a number is not finite */
  add(word: string, valueAt: (column: number) => number): void {
    if (this.numbers.has(word)) return;
    const start = this.words.length * this.dimensions;
    for (let column = 0; column < this.dimensions; column++) {
      const value = Math.fround(valueAt(column));
      if (!Number.isFinite(value))
        throw new VectorFormatError(
          `the vector of ${JSON.stringify(word)} has a number that is not finite at place ${column + 1}`,
        );
      this.rows[start + column] = value;
    }
    this.numbers.add(word);
    this.words.push(word);
  }

  get vectors(): Float32Array {
    return this.rows.slice(0, this.words.length * this.dimensions);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws VectorFormatError */
export const decodeWord = (bytes: Uint8Array, place: number): string => {
  try {
    const word = decoder.decode(bytes);
    if (word !== '') return word;
  } catch {
    throw new VectorFormatError(`word ${place} is not UTF-8`);
  }
  throw new VectorFormatError(`word ${place} is empty`);
};

/** A word as the formats can hold it. @throws RangeError for one that is empty, or holds white space or half a character */
export const encodableWord = (word: string): string => {
  if (word === '' || /[\s\ud800-\udfff]/u.test(word))
    throw new RangeError(
      `${JSON.stringify(word)} cannot be written: words of this format are not empty and hold no white space`,
    );
  return word;
};
