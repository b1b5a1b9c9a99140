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
    /** Offset of the first wrong byte. */
    readonly byteOffset: number,
  ) {
    super(message);
  }
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/**
 * Decodes UTF-8, or UTF-16 where a byte order mark says so.
 * @throws EncodingError at the first byte that is not valid.
 */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes, 'utf-16be');
  const byteOrderMark = startsWith(bytes, 0xef, 0xbb, 0xbf);
  const body = byteOrderMark ? bytes.subarray(3) : bytes;
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body),
      encoding: 'utf-8',
      byteOrderMark,
    };
  } catch {
    throw new EncodingError('not valid UTF-8', firstInvalidByte(body) + (byteOrderMark ? 3 : 0));
  }
};

const decodeUtf16 = (bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText => {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(2));
    return { text, encoding, byteOrderMark: true };
  } catch {
    throw new EncodingError('not valid UTF-16', bytes.length);
  }
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
