/** First and last code point of a run. */
export type CodePointRange = readonly [first: number, last: number];

/** Code points as ascending runs with gaps between them. */
export type CodePointSet = readonly CodePointRange[];

const greatest = 0x10ffff;
const planeSize = 0x10000;

/** Any order, runs may touch and overlap. */
export const toCodePointSet = (ranges: readonly CodePointRange[]): CodePointSet => {
  const result: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
};

export const complementOf = (set: CodePointSet): CodePointSet => {
  const result: CodePointRange[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= greatest) result.push([next, greatest]);
  return result;
};

const known = new Map<string, CodePointSet>();

/**
 * The code points that a class of a regular expression matches, found by the engine's own search through all of Unicode, so that
 * properties and letter case are exactly the engine's. 20 to 40 ms the first time, then remembered.
 * @param source Such as `[\p{L}\d]` or `\s`.
 * @param flags Must hold `u`.
 */
export const codePointsMatching = (source: string, flags: string): CodePointSet => {
  const key = `${flags}/${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const runs = new RegExp(`(?:${source})+`, `${flags}g`);
  const ranges: CodePointRange[] = [];
  for (let plane = 0; plane <= greatest; plane += planeSize) {
    // Surrogates are no characters of a text.
    for (const [start, end] of plane === 0
      ? ([
          [0, 0xd7ff],
          [0xe000, 0xffff],
        ] as const)
      : ([[plane, plane + 0xffff]] as const)) {
      const text = codePointsFrom(start, end);
      const unitsEach = start >= planeSize ? 2 : 1;
      for (const match of text.matchAll(runs))
        ranges.push([start + match.index / unitsEach, start + (match.index + match[0].length) / unitsEach - 1]);
    }
  }
  const set = toCodePointSet(ranges);
  known.set(key, set);
  return set;
};

const codePointsFrom = (start: number, end: number): string => {
  const units = new Uint16Array((end + 1 - start) * (end >= planeSize ? 2 : 1));
  let length = 0;
  for (let codePoint = start; codePoint <= end; codePoint++)
    if (codePoint < planeSize) units[length++] = codePoint;
    else {
      units[length++] = 0xd800 + ((codePoint - planeSize) >> 10);
      units[length++] = 0xdc00 + (codePoint & 0x3ff);
    }
  // 29 ms for all of Unicode; by `String.fromCharCode` of parts 146.
  return utf16.decode(units.subarray(0, length));
};

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });

let casedLetters: string | undefined;

const asciiVariants: Readonly<Record<string, readonly number[]>> = { k: [0x212a], s: [0x17f] };

/** The code points that are equal to one but for letter case, itself among them; as the engine's flags `iu` have it. */
export const caseVariants = (codePoint: number): CodePointSet => {
  const character = String.fromCodePoint(codePoint);
  if (codePoint < 0x80) {
    const lower = character.toLowerCase();
    const points = [lower.codePointAt(0)!, character.toUpperCase().codePointAt(0)!, ...(asciiVariants[lower] ?? [])];
    return toCodePointSet(points.map((point) => [point, point]));
  }
  casedLetters ??= lettersWithCase();
  const ranges: CodePointRange[] = [[codePoint, codePoint]];
  const same = new RegExp(`\\u{${codePoint.toString(16)}}`, 'giu');
  for (const [match] of casedLetters.matchAll(same)) ranges.push([match.codePointAt(0)!, match.codePointAt(0)!]);
  return toCodePointSet(ranges);
};

const lettersWithCase = (): string =>
  codePointsMatching('[\\p{Changes_When_Casemapped}\\p{Changes_When_Casefolded}]', 'u')
    .map(([first, last]) => codePointsFrom(first, last))
    .join('');
