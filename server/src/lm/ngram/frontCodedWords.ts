/**
 * A vocabulary as bytes: the words ascending by code units, each as the number of code units it shares with the word before
 * (one byte), the number of UTF-8 bytes that follow (one byte), and those bytes.
 */
export function encodeWords(sorted: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts: number[] = [];
  let previous = '';
  for (const word of sorted) {
    let common = 0;
    while (common < Math.min(previous.length, word.length, 255) && previous[common] === word[common]) common++;
    // Never between the halves of a surrogate pair: the rest must be valid UTF-8 on its own.
    if (common > 0 && (word.charCodeAt(common - 1) & 0xfc00) === 0xd800) common--;
    const rest = encoder.encode(word.slice(common));
    if (rest.length > 255)
      throw new RangeError(`A word of ${rest.length} bytes is too long for a model: ${word.slice(0, 40)}…`);
    parts.push(common, rest.length, ...rest);
    previous = word;
  }
  return Uint8Array.from(parts);
}

/** Throws a RangeError when the bytes end before `count` words, or are not the code of ascending words. */
export function decodeWords(bytes: Uint8Array, count: number): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const words: string[] = [];
  let previous = '';
  let at = 0;
  for (let i = 0; i < count; i++) {
    const common = bytes[at]!;
    const length = bytes[at + 1]!;
    if (at + 2 + length > bytes.length || common > previous.length) throw new RangeError('The vocabulary is damaged');
    let ascii = true;
    let rest = '';
    for (let k = at + 2; k < at + 2 + length; k++) {
      const byte = bytes[k]!;
      if (byte > 127) {
        ascii = false;
        break;
      }
      rest += String.fromCharCode(byte);
    }
    if (!ascii) rest = decoder.decode(bytes.subarray(at + 2, at + 2 + length));
    const word = previous.slice(0, common) + rest;
    if (i > 0 && word <= previous) throw new RangeError('The vocabulary is not sorted');
    words.push(word);
    previous = word;
    at += 2 + length;
  }
  return words;
}
