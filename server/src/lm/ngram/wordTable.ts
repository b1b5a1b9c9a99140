import { ModelFormatError } from './compactFormat';
import { FrontCodedWords, type FrontCoding } from './frontCodedWords';

/** The words of a loaded model and their numbers. */
export class WordTable {
  readonly size: number;
  readonly #words: FrontCodedWords;
  readonly #low: Uint16Array;
  readonly #high: Uint8Array;
  /** Number to place; made when first a word is asked for by its number. */
  #places: Uint32Array | undefined;

  /**
   * @param low the low 16 bits of each word's number, in the order of the coding
   * @param high the rest
   */
  constructor(words: FrontCoding, low: Uint16Array, high: Uint8Array) {
    this.size = low.length;
    this.#words = new FrontCodedWords(words, low.length);
    this.#low = low;
    this.#high = high;
  }

  /** 0 for an unknown word. */
  idOf(word: string): number {
    const place = this.#words.find(word);
    return place < 0 ? 0 : this.#numberAt(place);
  }

  /** Numbers of the words that begin with `prefix`, in the order of their UTF-8 bytes. */
  idsBeginningWith(prefix: string): Uint32Array {
    const [start, end] = this.#words.beginningWith(prefix);
    return Uint32Array.from({ length: end - start }, (_, i) => this.#numberAt(start + i));
  }

  /** Throws a RangeError when there is no such number, a ModelFormatError when the numbers are not those from 0 on. */
  word(id: number): string {
    this.#places ??= this.#placesOfNumbers();
    const place = this.#places[id];
    if (place === undefined) throw new RangeError(`The model has no word ${id}`);
    return this.#words.word(place);
  }

  #numberAt(place: number): number {
    return this.#low[place]! | (this.#high[place]! << 16);
  }

  #placesOfNumbers(): Uint32Array {
    const { size } = this;
    const places = new Uint32Array(size).fill(size);
    for (let place = 0; place < size; place++) {
      const id = this.#numberAt(place);
      if (places[id] !== size) throw new ModelFormatError('The numbers of the words are damaged');
      places[id] = place;
    }
    return places;
  }
}
