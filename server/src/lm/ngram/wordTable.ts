import { ModelFormatError } from './compactFormat';
import { decodeWords } from './frontCodedWords';

/** The words of a loaded model and their numbers. */
export class WordTable {
  readonly #words: string[];
  readonly #ids = new Map<string, number>();

  /**
   * @param sorted the words, front-coded; @param low the low 16 bits of each one's number; @param high the rest
   * Throws a ModelFormatError when they are not a numbering from 0.
   */
  constructor(sorted: Uint8Array, low: Uint16Array, high: Uint8Array) {
    let decoded: string[];
    try {
      decoded = decodeWords(sorted, low.length);
    } catch (error) {
      throw new ModelFormatError(error instanceof Error ? error.message : String(error));
    }
    this.#words = new Array<string>(decoded.length).fill('');
    for (let i = 0; i < decoded.length; i++) {
      const id = low[i]! | (high[i]! << 16);
      if (id >= decoded.length || this.#words[id] !== '')
        throw new ModelFormatError('The numbers of the words are damaged');
      this.#words[id] = decoded[i]!;
      this.#ids.set(decoded[i]!, id);
    }
  }

  get size(): number {
    return this.#words.length;
  }

  /** 0 for an unknown word. */
  idOf(word: string): number {
    return this.#ids.get(word) ?? 0;
  }

  /** Throws a RangeError when there is no such number. */
  word(id: number): string {
    const word = this.#words[id];
    if (word === undefined) throw new RangeError(`The model has no word ${id}`);
    return word;
  }
}
