import { checksum } from '../../lexicon/checksum';

/**
 * The container of the compact n-gram format, little-endian: magic, version, checksum, number of sections, a table of their
 * byte offsets and lengths, then the sections, each at a multiple of 8. The checksum is taken over the 32-bit words from
 * the number of sections to the end.
 */
const MAGIC = 0x4d4c474e; // "NGLM"
export const FORMAT_VERSION = 2;
const HEADER_WORDS = 4;

/** Not a compact n-gram model, another version, or damaged. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

export function writeSections(sections: readonly ArrayBufferView[]): Uint8Array {
  const tableEnd = aligned((HEADER_WORDS + 2 * sections.length) * 4);
  const total = sections.reduce((sum, section) => sum + aligned(section.byteLength), tableEnd);
  const bytes = new Uint8Array(total);
  const words = new Uint32Array(bytes.buffer);
  words[0] = MAGIC;
  words[1] = FORMAT_VERSION;
  words[3] = sections.length;
  let offset = tableEnd;
  sections.forEach((section, i) => {
    words[HEADER_WORDS + 2 * i] = offset;
    words[HEADER_WORDS + 2 * i + 1] = section.byteLength;
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), offset);
    offset += aligned(section.byteLength);
  });
  words[2] = checksum(new Int32Array(bytes.buffer, 12));
  return bytes;
}

/** Hands out a container's sections in order, as views where the bytes are aligned. */
export class SectionReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #table: Uint32Array;
  #next = 0;

  /** Throws a ModelFormatError when the container is not whole. */
  constructor(bytes: Uint8Array) {
    if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1)
      throw new ModelFormatError('The compact n-gram format needs a little-endian machine');
    if (bytes.length < HEADER_WORDS * 4 || bytes.length % 8 !== 0)
      throw new ModelFormatError('Not a compact n-gram model, or cut short');
    const whole =
      bytes.buffer instanceof ArrayBuffer && bytes.byteOffset % 8 === 0
        ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
        : new Uint8Array(bytes);
    const words = new Uint32Array(whole.buffer, whole.byteOffset, whole.length / 4);
    if (words[0] !== MAGIC) throw new ModelFormatError('Not a compact n-gram model');
    if (words[1] !== FORMAT_VERSION)
      throw new ModelFormatError(
        `Version ${words[1]} of the compact n-gram format; this program reads version ${FORMAT_VERSION}: train or import the model again`,
      );
    if (words[2] !== checksum(new Int32Array(whole.buffer, whole.byteOffset + 12, words.length - 3)))
      throw new ModelFormatError('The model is damaged or cut short: its checksum is wrong');
    const count = words[3]!;
    if (HEADER_WORDS + 2 * count > words.length) throw new ModelFormatError('The section table is too long');
    this.#table = words.subarray(HEADER_WORDS, HEADER_WORDS + 2 * count);
    this.#bytes = whole;
  }

  /** The next section; `bytesEach` divides its length, which is `count` times that when a count is given. */
  #section(bytesEach: number, count: number | undefined): [offset: number, length: number] {
    const offset = this.#table[2 * this.#next];
    const length = this.#table[2 * this.#next + 1];
    this.#next++;
    if (offset === undefined || length === undefined) throw new ModelFormatError('A section is missing');
    if (offset % 8 !== 0 || offset + length > this.#bytes.length)
      throw new ModelFormatError('A section is out of bounds');
    if (length % bytesEach !== 0 || (count !== undefined && length !== count * bytesEach))
      throw new ModelFormatError(
        `A section has ${length} bytes, ${count === undefined ? 'not whole items' : `not ${count * bytesEach}`}`,
      );
    return [this.#bytes.byteOffset + offset, length];
  }

  bytes(count?: number): Uint8Array {
    const [offset, length] = this.#section(1, count);
    return new Uint8Array(this.#bytes.buffer, offset, length);
  }

  halfWords(count?: number): Uint16Array {
    const [offset, length] = this.#section(2, count);
    return new Uint16Array(this.#bytes.buffer, offset, length / 2);
  }

  words(count?: number): Uint32Array {
    const [offset, length] = this.#section(4, count);
    return new Uint32Array(this.#bytes.buffer, offset, length / 4);
  }

  floats(count?: number): Float32Array {
    const [offset, length] = this.#section(4, count);
    return new Float32Array(this.#bytes.buffer, offset, length / 4);
  }
}
