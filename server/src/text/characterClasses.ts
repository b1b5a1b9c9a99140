import { ABSENT, PLACEHOLDER } from './maskedDocument';

/** What a UTF-16 code unit is to the scanner of words. */
export enum CharacterClass {
  /** Not looked up yet. */
  Unknown = 0,
  Lower,
  Upper,
  /** A letter without case that is written with spaces between words: Arabic, Hebrew, modifier letters. */
  Letter,
  /** A letter of a script written without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese. */
  Unspaced,
  /** A combining mark: goes on with the letter or digit before it. */
  Mark,
  Digit,
  Space,
  /** `'` U+0027, U+2018, U+2019: part of a word between two letters. */
  Apostrophe,
  /** Counts as nothing, inside a word too: ABSENT, soft hyphen, joiners, directional marks, variation selectors. */
  Invisible,
  Placeholder,
  /** Half of a surrogate pair. */
  Surrogate,
  Other,
}

const classes = new Uint8Array(0x10000);

/**
 * Zero-width space separates words without being seen, so it is white space here, as are line breaks: a block's line break reads as a space.
 */
const space = /[\s\u0085\u200B]/u;
const invisible = /[\u00AD\u200C-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|\p{Variation_Selector}/u;
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const lower = /\p{Ll}/u;
const upper = /[\p{Lu}\p{Lt}]/u;
const letter = /[\p{L}\p{Nl}]/u;
const mark = /\p{M}/u;
const digit = /\p{Nd}/u;

function classOfAscii(unit: number): CharacterClass {
  if (unit >= 0x61 && unit <= 0x7a) return CharacterClass.Lower;
  if (unit >= 0x41 && unit <= 0x5a) return CharacterClass.Upper;
  if (unit >= 0x30 && unit <= 0x39) return CharacterClass.Digit;
  if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) return CharacterClass.Space;
  return unit === 0x27 ? CharacterClass.Apostrophe : CharacterClass.Other;
}

function classOfCharacter(character: string): CharacterClass {
  if (character === ABSENT || invisible.test(character)) return CharacterClass.Invisible;
  if (character === PLACEHOLDER) return CharacterClass.Placeholder;
  if (character === "'" || character === '\u2018' || character === '\u2019') return CharacterClass.Apostrophe;
  if (space.test(character)) return CharacterClass.Space;
  if (lower.test(character)) return CharacterClass.Lower;
  if (upper.test(character)) return CharacterClass.Upper;
  if (mark.test(character)) return CharacterClass.Mark;
  if (letter.test(character)) return unspacedScript.test(character) ? CharacterClass.Unspaced : CharacterClass.Letter;
  if (digit.test(character)) return CharacterClass.Digit;
  return CharacterClass.Other;
}

function lookUp(unit: number): CharacterClass {
  if (unit < 0x80) return classOfAscii(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) return CharacterClass.Surrogate;
  return classOfCharacter(String.fromCharCode(unit));
}

/** Class of one UTF-16 code unit. Unicode's tables are asked once a code unit, at first sight. */
export function classOfUnit(unit: number): CharacterClass {
  const known = classes[unit] as CharacterClass;
  if (known !== CharacterClass.Unknown) return known;
  const found = lookUp(unit);
  classes[unit] = found;
  return found;
}

/** Class of the character that starts at `index`; a pair of surrogates is looked up whole, a lone one is `Other`. */
export function classAt(text: string, index: number): CharacterClass {
  const unit = text.charCodeAt(index);
  const found = classOfUnit(unit);
  if (found !== CharacterClass.Surrogate) return found;
  const codePoint = text.codePointAt(index) ?? 0;
  return codePoint > 0xffff ? classOfCharacter(String.fromCodePoint(codePoint)) : CharacterClass.Other;
}

export const isLetterClass = (found: CharacterClass): boolean =>
  found >= CharacterClass.Lower && found <= CharacterClass.Unspaced;

const straightened = /[\u2018\u2019\u201C\u201D\u02BC]/g;
const straightOf: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02BC': "'",
  '\u201C': '"',
  '\u201D': '"',
};

/** A token's form: curly quotes and apostrophes straightened, NFC. Expects invisible characters gone. */
export function normalizeForm(written: string): string {
  let units = 0;
  for (let index = 0; index < written.length; index++) units |= written.charCodeAt(index);
  if (units < 0x80) return written;
  return written.replace(straightened, (mark) => straightOf[mark] ?? mark).normalize('NFC');
}
