import { CharacterClass, classOfUnit, isLetterClass } from './characterClasses';
import { Trait } from './identifiers';
import { PLACEHOLDER } from './maskedDocument';

const symbolTraits = new Map<number, number>();
for (const mark of '#&<>=+~$%') symbolTraits.set(mark.charCodeAt(0), Trait.Symbol);
symbolTraits.set('_'.charCodeAt(0), Trait.Underscore);
symbolTraits.set('/'.charCodeAt(0), Trait.Slash);
symbolTraits.set('\\'.charCodeAt(0), Trait.Backslash);
symbolTraits.set('@'.charCodeAt(0), Trait.At);
symbolTraits.set(':'.charCodeAt(0), Trait.Colon);

const stop = '.'.charCodeAt(0);
const hyphen = '-'.charCodeAt(0);
const openingParenthesis = '('.charCodeAt(0);
const closingParenthesis = ')'.charCodeAt(0);

/** A stretch without white space as it reads: invisible characters dropped, a PLACEHOLDER run as one character. */
export interface Run {
  readonly text: string;
  readonly traits: number;
  readonly ascii: boolean;
  /** Source offsets where each unit of `text` starts and ends; absent when they follow one another. */
  readonly starts?: readonly number[];
  readonly ends?: readonly number[];
}

/** Reads `source` from `start` to `end`, between which there is no white space. */
export function readRun(source: string, start: number, end: number): Run {
  let traits = 0;
  let masked = false;
  let ascii = true;
  let previous = CharacterClass.Space as CharacterClass;
  for (let index = start; index < end; index++) {
    const unit = source.charCodeAt(index);
    if (unit > 127) ascii = false;
    const found = classOfUnit(unit);
    if (found === CharacterClass.Upper) {
      if (isLetterClass(previous)) traits |= Trait.InnerCapital;
    } else if (found === CharacterClass.Digit) traits |= Trait.Digit;
    else if (found === CharacterClass.Invisible || found === CharacterClass.Placeholder) masked = true;
    else if (found === CharacterClass.Other) {
      if (unit === stop) {
        if (index + 1 < end && isWordUnit(source, index + 1)) traits |= Trait.InnerStop;
      } else if (unit === hyphen) {
        if (index === start || !isLetterClass(previous)) traits |= Trait.Dash;
      } else if (unit === openingParenthesis) {
        if (source.charCodeAt(index + 1) === closingParenthesis) traits |= Trait.Symbol;
      } else traits |= symbolTraits.get(unit) ?? 0;
    }
    if (found !== CharacterClass.Invisible) previous = found;
  }
  return masked ? unmask(source, start, end) : { text: source.slice(start, end), traits, ascii };
}

function isWordUnit(source: string, index: number): boolean {
  const found = classOfUnit(source.charCodeAt(index));
  return isLetterClass(found) || found === CharacterClass.Digit || source.charAt(index) === '_';
}

function unmask(source: string, start: number, end: number): Run {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let previous = CharacterClass.Space as CharacterClass;
  for (let index = start; index < end; index++) {
    const found = classOfUnit(source.charCodeAt(index));
    if (found === CharacterClass.Invisible) continue;
    if (found === CharacterClass.Placeholder && previous === CharacterClass.Placeholder) {
      ends[ends.length - 1] = index + 1;
      continue;
    }
    previous = found;
    units.push(source.charAt(index));
    starts.push(index);
    ends.push(index + 1);
  }
  const text = units.join('');
  const { traits, ascii } = readRun(text.replaceAll(PLACEHOLDER, '"'), 0, text.length);
  return { text, traits, ascii, starts, ends };
}
