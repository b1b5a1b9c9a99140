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

/** Words as UTF-16 code units one after the other: word i is `units[starts[i]]` to `units[starts[i + 1] - 1]`. */
export interface WordUnits {
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
}

/** Throws a RangeError when the bytes end before `count` words, or are not the code of ascending words. */
export function decodeWords(bytes: Uint8Array, count: number): WordUnits {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const starts = new Uint32Array(count + 1);
  let units = new Uint16Array(bytes.length * 4 + 512);
  let at = 0;
  let end = 0;
  for (let i = 0; i < count; i++) {
    const previous = i === 0 ? 0 : starts[i - 1]!;
    const common = bytes[at]!;
    const rest = at + 2;
    const restEnd = rest + bytes[at + 1]!;
    if (!(restEnd <= bytes.length) || common > end - previous) throw new RangeError('The vocabulary is damaged');
    if (end + common + (restEnd - rest) > units.length) {
      const grown = new Uint16Array(units.length * 2);
      grown.set(units);
      units = grown;
    }
    const start = end;
    for (let k = 0; k < common; k++) units[end++] = units[previous + k]!;
    for (let k = rest; k < restEnd; k++) {
      const byte = bytes[k]!;
      if (byte < 128) units[end++] = byte;
      else {
        const text = decoder.decode(bytes.subarray(k, restEnd));
        for (let c = 0; c < text.length; c++) units[end++] = text.charCodeAt(c);
        k = restEnd;
      }
    }
    if (i > 0 && !ascends(units, previous, start, end)) throw new RangeError('The vocabulary is not sorted');
    starts[i + 1] = end;
    at = restEnd;
  }
  return { units: units.slice(0, end), starts };
}

/** Whether the word from `a` to `b` comes before the one from `b` to `end`. */
function ascends(units: Uint16Array, a: number, b: number, end: number): boolean {
  for (let i = 0; b + i < end; i++) {
    if (a + i === b) return true;
    const difference = units[b + i]! - units[a + i]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}
