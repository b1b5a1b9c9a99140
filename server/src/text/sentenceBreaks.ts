import { CharacterClass, classOfUnit } from './characterClasses';
import { ABSENT, PLACEHOLDER } from './maskedDocument';

let segmenter: Intl.Segmenter | undefined;

/**
 * `Intl.Segmenter` takes time quadratic in the length of its input (measured on V8 11 to 13), so it is handed windows. A window is
 * left at the last boundary found in it, which is where the rules of UAX #29 start afresh.
 */
const windowUnits = 2048;

/** Values of Sentence_Break (UAX #29) that matter after a full stop. */
enum Break {
  /** Not looked up yet. */
  Unknown = 0,
  Other,
  Space,
  Lower,
  Upper,
  Numeric,
  Stop,
  Terminator,
  Continue,
  Close,
  /** Skipped: rule SB5. */
  Format,
  /** Not in the table: `Intl.Segmenter` decides. */
  Foreign,
}

const marks: readonly (readonly [string, Break])[] = [
  [' \t\v\f\n\r\u0085\u00A0\u2028\u2029', Break.Space],
  ['.\u2024', Break.Stop],
  ['!?\u203C\u203D\u2047\u2048\u2049', Break.Terminator],
  [',-:;\u2013\u2014', Break.Continue],
  ['"\'()[]{}\u00AB\u00BB\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2039\u203A', Break.Close],
  ['\u00AA\u00BA', Break.Lower],
  [`\u00AD\u200D${ABSENT}`, Break.Format],
];

const valueOfMark = new Map<number, Break>();
for (const [characters, value] of marks) {
  for (let index = 0; index < characters.length; index++) valueOfMark.set(characters.charCodeAt(index), value);
}

/** Filled at first sight of a unit. */
const table = new Uint8Array(0x10000);
const placeholderUnit = PLACEHOLDER.charCodeAt(0);

/** Latin up to U+024F and the dashes and quotes of General Punctuation; ABSENT and PLACEHOLDER beside. */
function valueOfUnit(unit: number): Break {
  const mark = valueOfMark.get(unit);
  if (mark !== undefined) return mark;
  if (unit === placeholderUnit) return Break.Upper;
  if (unit >= 0x250 && (unit < 0x2010 || unit > 0x2027)) return Break.Foreign;
  switch (classOfUnit(unit)) {
    case CharacterClass.Lower:
      return Break.Lower;
    case CharacterClass.Upper:
      return Break.Upper;
    case CharacterClass.Digit:
      return Break.Numeric;
    case CharacterClass.Letter:
      return Break.Foreign;
    default:
      return Break.Other;
  }
}

function valueAt(prose: string, index: number): Break {
  const unit = prose.charCodeAt(index);
  const known = table[unit] as Break;
  if (known !== Break.Unknown) return known;
  const value = valueOfUnit(unit);
  table[unit] = value;
  return value;
}

/** The first index from `from` on whose value is neither `value` nor Format. */
function skip(prose: string, from: number, value: Break): number {
  let index = from;
  while (index < prose.length) {
    const found = valueAt(prose, index);
    if (found !== value && found !== Break.Format) break;
    index++;
  }
  return index;
}

/** Rule SB8: whether a lower-case letter comes before any other letter or the end of a sentence. */
function goesOnInLowerCase(prose: string, from: number): boolean {
  for (let index = from; index < prose.length; index++) {
    const found = valueAt(prose, index);
    if (found === Break.Lower) return true;
    if (found === Break.Upper || found === Break.Stop || found === Break.Terminator) return false;
  }
  return false;
}

/** Boundaries by rules SB6 to SB11, or undefined where a character is foreign to the table. */
function latinBreaks(prose: string): number[] | undefined {
  const breaks: number[] = [];
  let before: Break = Break.Other;
  for (let index = 0; index < prose.length; index++) {
    const value = valueAt(prose, index);
    if (value === Break.Foreign) return undefined;
    if (value === Break.Stop || value === Break.Terminator) {
      const next = skip(prose, index + 1, Break.Format);
      const after = next < prose.length ? valueAt(prose, next) : Break.Other;
      const inner =
        after === Break.Numeric || (after === Break.Upper && (before === Break.Upper || before === Break.Lower));
      if (value === Break.Terminator || !inner) {
        const boundary = skip(prose, skip(prose, next, Break.Close), Break.Space);
        const start = boundary < prose.length ? valueAt(prose, boundary) : Break.Stop;
        if (
          start !== Break.Continue &&
          start !== Break.Stop &&
          start !== Break.Terminator &&
          !(value === Break.Stop && goesOnInLowerCase(prose, boundary))
        ) {
          breaks.push(boundary);
        }
      }
    }
    if (value !== Break.Format) before = value;
  }
  return breaks;
}

const lineBreak = /[\n\r\u0085\u2028\u2029]/g;
const absent = new RegExp(ABSENT, 'g');
const placeholder = new RegExp(PLACEHOLDER, 'g');

/** Boundaries of `Intl.Segmenter` for what the table does not know: other scripts, emoji. */
export function segmenterBreaks(prose: string): number[] {
  const readable = prose.replace(lineBreak, ' ').replace(absent, '\u00AD').replace(placeholder, 'X');
  const breaks: number[] = [];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  let from = 0;
  while (from < readable.length) {
    const to = Math.min(readable.length, from + windowUnits);
    let last = from;
    for (const { index } of segmenter.segment(readable.slice(from, to))) {
      if (index === 0) continue;
      last = from + index;
      breaks.push(last);
    }
    if (to === readable.length) break;
    from = last > from ? last : lastSpace(readable, from, to);
  }
  return breaks;
}

/** Where to cut a window without a boundary: after its last white space, or at its end. */
function lastSpace(prose: string, from: number, to: number): number {
  for (let index = to; index > from + 1; index--) {
    if (classOfUnit(prose.charCodeAt(index - 1)) === CharacterClass.Space) return index;
  }
  return to;
}

/**
 * Sentence boundaries of UAX #29 strictly inside `prose`, ascending; line breaks read as spaces, ABSENT is ignored as a soft hyphen is,
 * PLACEHOLDER reads as a capital because a sentence may start with one. Latin prose goes by a table, the rest through `Intl.Segmenter`.
 */
export const unicodeSentenceBreaks = (prose: string): number[] => latinBreaks(prose) ?? segmenterBreaks(prose);
