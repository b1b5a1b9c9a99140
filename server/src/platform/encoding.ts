/** The encodings a file may have; UTF-16 is known by its byte order mark only. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file's text without its byte order mark, and what is needed to write it back as it was. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
}

/** Bytes that are not text in the encoding they claim. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';

  constructor(
    message: string,
    /** What the bytes were taken for. */
    readonly encoding: Encoding,
    /** Offset of the first wrong byte. */
    readonly byteOffset: number,
  ) {
    super(message);
  }
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** What the first bytes of a text say of its encoding. */
export interface EncodingMark {
  readonly encoding: Encoding;
  /** Length of the byte order mark, 0 without one. */
  readonly markBytes: number;
}

export const encodingMarkOf = (head: Uint8Array): EncodingMark => {
  if (startsWith(head, 0xff, 0xfe)) return { encoding: 'utf-16le', markBytes: 2 };
  if (startsWith(head, 0xfe, 0xff)) return { encoding: 'utf-16be', markBytes: 2 };
  return { encoding: 'utf-8', markBytes: startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0 };
};

/**
 * Decodes bytes that begin and end with whole characters, without a byte order mark.
 * @throws EncodingError at the first byte that is not valid.
 */
export const decodeBytes = (bytes: Uint8Array, encoding: Encoding): string => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if (encoding !== 'utf-8') throw new EncodingError('not valid UTF-16', encoding, bytes.length);
    throw new EncodingError('not valid UTF-8', encoding, firstInvalidByte(bytes));
  }
};

/**
 * Decodes UTF-8, or UTF-16 where a byte order mark says so.
 * @throws EncodingError at the first byte that is not valid.
 */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  const { encoding, markBytes } = encodingMarkOf(bytes);
  try {
    return { text: decodeBytes(bytes.subarray(markBytes), encoding), encoding, byteOrderMark: markBytes > 0 };
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    throw new EncodingError(error.message, encoding, error.byteOffset + markBytes);
  }
};

/** How many bytes at the end of a piece of text begin a character that the next piece ends. */
export const unfinishedBytes = (bytes: Uint8Array, encoding: Encoding): number => {
  const { length } = bytes;
  if (encoding !== 'utf-8') {
    const odd = length % 2;
    const high = bytes[length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
    return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
  }
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!;
    if (byte >= 0x80 && byte < 0xc0) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
};

/** The replacement character in a lenient decoding stands where the first wrong byte is, unless the text has one itself. */
const firstInvalidByte = (bytes: Uint8Array): number => {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let byteOffset = 0;
  let from = 0;
  for (let at = lenient.indexOf('\uFFFD'); at >= 0; at = lenient.indexOf('\uFFFD', from)) {
    byteOffset += Buffer.byteLength(lenient.slice(from, at));
    if (!startsWith(bytes.subarray(byteOffset), 0xef, 0xbf, 0xbd)) return byteOffset;
    byteOffset += 3;
    from = at + 1;
  }
  return bytes.length;
};

/** The bytes of `text` in the encoding, and with the byte order mark, that `original` had. */
export const encodeText = (text: string, original: Omit<DecodedText, 'text'>): Buffer => {
  const marked = original.byteOrderMark ? `\uFEFF${text}` : text;
  if (original.encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return original.encoding === 'utf-16be' ? bytes.swap16() : bytes;
};
