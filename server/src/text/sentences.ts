import { type Following, isAbbreviation, isSentenceOpener, keepsSentenceOpen } from './abbreviations';
import { CharacterClass, classAt, classOfUnit, isLetterClass } from './characterClasses';
import { ABSENT } from './maskedDocument';
import { unicodeSentenceBreaks } from './sentenceBreaks';
import type { Span } from './span';

const terminatorInside =
  /[.?!\u2026\u203C-\u203D\u2047-\u2049\u3002\uFF01\uFF0E\uFF1F\uFF61\u0589\u061F\u06D4\u0964\u0965][\s\S]/;
const listMark = /^\s*(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\.\s*$/;
/** `[1]`, perhaps with ABSENT in it. */
const referenceMark = /^\[(?:\uE000*\d){1,3}\uE000*\][\s\uE000]*\s[\s\uE000]*/;
const firstWord = /^[\p{L}\p{M}]+/u;
const contentful = /[\p{L}\p{N}\uE001]/u;
const openingMarks = '"\'\u2018\u201C\u00AB(*_';
const closingMarks = '"\'\u2019\u201D\u00BB)]}*_';
const terminatorMarks = '.?!\u2026\u3002\uFF01\uFF0E\uFF1F\uFF61';
const fullwidthTerminator = /[\u3002\uFF01\uFF0E\uFF1F\uFF61]/;

/** How far a decision looks to either side: bounds its cost. */
const contextUnits = 80;
/** The widest white space between two sentences that is looked across. */
const longestGapUnits = 2048;

const classBefore = (prose: string, index: number): CharacterClass => classOfUnit(prose.charCodeAt(index - 1));

/** The next units of prose, ABSENT left out. */
const textAt = (prose: string, index: number): string =>
  prose.slice(index, index + contextUnits).replaceAll(ABSENT, '');

interface Junction {
  /** Index of the terminators' first. */
  readonly stop: number;
  /** ABSENT left out. */
  readonly terminators: string;
  /** Whether a quotation or bracket closes after the terminators. */
  readonly closed: boolean;
  readonly spaced: boolean;
}

/** What stands before a boundary: white space, closing marks, terminators. */
function junctionBefore(prose: string, boundary: number): Junction {
  let index = boundary;
  let spaced = false;
  let closed = false;
  for (; index > 0 && boundary - index < longestGapUnits; index--) {
    const found = classBefore(prose, index);
    if (found === CharacterClass.Space) spaced = true;
    else if (found !== CharacterClass.Invisible) break;
  }
  const gap = index;
  for (; index > 0 && gap - index < contextUnits; index--) {
    if (closingMarks.includes(prose.charAt(index - 1))) closed = true;
    else if (classBefore(prose, index) !== CharacterClass.Invisible) break;
  }
  const end = index;
  let terminators = '';
  for (; index > 0 && end - index < contextUnits; index--) {
    const mark = prose.charAt(index - 1);
    if (terminatorMarks.includes(mark)) terminators = mark + terminators;
    else if (classBefore(prose, index) !== CharacterClass.Invisible) break;
  }
  return { stop: index, terminators, closed, spaced };
}

/** What stands after a boundary, opening marks and ABSENT passed over. */
function followingOf(prose: string, boundary: number): Following {
  let index = boundary;
  let bracketed = false;
  for (; index < prose.length && index - boundary < longestGapUnits; index++) {
    const mark = prose.charAt(index);
    if (mark === '(') bracketed = true;
    else if (!openingMarks.includes(mark) && classOfUnit(prose.charCodeAt(index)) !== CharacterClass.Invisible) break;
  }
  switch (index < prose.length ? classAt(prose, index) : CharacterClass.Other) {
    case CharacterClass.Lower:
      return 'lowercase';
    case CharacterClass.Upper:
      return isSentenceOpener(firstWord.exec(textAt(prose, index))?.[0] ?? '') ? 'opener' : 'uppercase';
    case CharacterClass.Digit:
      return bracketed ? 'other' : 'number';
    case CharacterClass.Placeholder:
      return 'placeholder';
    default:
      return 'other';
  }
}

/** The word that ends at `stop`, with the stops inside it (`e.g`, `U.S`), and where it starts. */
function wordBefore(prose: string, stop: number): { readonly word: string; readonly start: number } | undefined {
  let index = stop;
  for (; index > 0 && stop - index < contextUnits; index--) {
    const found = classBefore(prose, index);
    const inner =
      isLetterClass(found) ||
      found === CharacterClass.Mark ||
      found === CharacterClass.Digit ||
      found === CharacterClass.Invisible ||
      prose.charAt(index - 1) === '.';
    if (!inner) break;
  }
  const word = prose.slice(index, stop).replaceAll(ABSENT, '');
  return /^\p{L}/u.test(word) ? { word, start: index } : undefined;
}

/** Whether a capitalised word or an initial stands before `index`: `John F.`, not `plan B.` */
function followsName(prose: string, index: number): boolean {
  const preceding = prose
    .slice(Math.max(0, index - contextUnits), index)
    .replaceAll(ABSENT, '')
    .trimEnd();
  return preceding === '' || /(?:^|[\s.])\p{Lu}[\p{L}.]*$/u.test(preceding);
}

/** Whether a boundary of UAX #29, or one that it has no eyes for, is one of English prose. */
function isBoundary(prose: string, start: number, boundary: number): boolean {
  const { stop, terminators, closed, spaced } = junctionBefore(prose, boundary);
  if (stop <= start) return false;
  const following = followingOf(prose, boundary);
  if (!spaced) return fullwidthTerminator.test(terminators) || isForgottenSpace(prose, stop, following);
  if (stop - start < contextUnits && listMark.test(prose.slice(start, boundary).replaceAll(ABSENT, ''))) return false;
  const trailing = terminators.includes('\u2026') || terminators.startsWith('..');
  // `a ? b : c`
  const detached = stop > 0 && classBefore(prose, stop) === CharacterClass.Space;
  if (following === 'lowercase' && (closed || trailing || detached)) return false;
  if (terminators !== '.') return true;
  const before = wordBefore(prose, stop);
  if (before === undefined || (closed && !isAbbreviation(before.word))) return true;
  return !keepsSentenceOpen(before.word, following, followsName(prose, before.start));
}

/** `end.The next`: a lower-case letter before, a function word after, and nothing of an address around. */
function isForgottenSpace(prose: string, stop: number, following: Following): boolean {
  if (following !== 'opener') return false;
  const before = prose.slice(Math.max(0, stop - contextUnits), stop).replaceAll(ABSENT, '');
  return /[\p{Ll})\uE001]$/u.test(before) && !/[/@=&:#\\]\S*$/.test(before);
}

/** Words that start a sentence in lower case only by a slip, never after an unknown abbreviation. */
const uncapitalizedOpener =
  /^(?:the|this|these|those|it|its|i|he|she|they|we|you|my|our|your|his|her|their|then|there|however|but|so|if|when|while|after|before|because|also|what|why|how|who|today|yesterday|tomorrow|sometimes|finally)(?![\p{L}\p{N}_.-])/u;

/** `works. then we go`: UAX #29 never ends a sentence before a lower-case letter. */
function isForgottenCapital(prose: string, stop: number, boundary: number): boolean {
  if (prose.charAt(stop - 1) === '.' || !uncapitalizedOpener.test(textAt(prose, boundary))) return false;
  const before = wordBefore(prose, stop);
  if (before === undefined) return /[\d\uE001)]/.test(prose.charAt(stop - 1));
  return /^\p{Ll}{3,}$/u.test(before.word) && !isAbbreviation(before.word);
}

/** Boundaries that UAX #29 does not see, judged: a forgotten space or capital, U+2026 before a capital, a reference mark after the stop. */
function missedBoundaries(prose: string): number[] {
  const missed: number[] = [];
  for (let index = 1; index + 1 < prose.length; index++) {
    const unit = prose.charCodeAt(index);
    if (unit !== 0x2e && unit !== 0x3f && unit !== 0x21 && unit !== 0x2026) continue;
    let mark = index + 1;
    const reach = Math.min(prose.length - 1, index + longestGapUnits);
    while (mark < reach && classOfUnit(prose.charCodeAt(mark)) === CharacterClass.Invisible) mark++;
    let next = closingMarks.includes(prose.charAt(mark)) ? mark + 1 : index + 1;
    const after = next;
    let spaced = false;
    for (; next < prose.length && next - after < longestGapUnits; next++) {
      const found = classOfUnit(prose.charCodeAt(next));
      if (found === CharacterClass.Space) spaced = true;
      else if (found !== CharacterClass.Invisible) break;
    }
    if (next === prose.length) continue;
    if (!spaced) {
      const reference = unit !== 0x2026 ? referenceMark.exec(prose.slice(next, next + contextUnits)) : null;
      if (reference !== null) missed.push(next + reference[0].length);
      else if (isForgottenSpace(prose, index, followingOf(prose, next))) missed.push(next);
    } else if (
      unit === 0x2026
        ? classAt(prose, next) === CharacterClass.Upper
        : unit === 0x2e && isForgottenCapital(prose, index, next)
    ) {
      missed.push(next);
    }
  }
  return missed;
}

/**
 * Sentences of a block of masked prose: they partition the block, white space after a sentence belongs to it. Boundaries are those of
 * `Intl.Segmenter` (UAX #29) corrected for abbreviations, initials, numbered list items, ellipses, quotations, addresses and file names, and
 * for a forgotten space or capital after the full stop.
 *
 * @returns spans in UTF-16 code units of `text`; none for an empty block
 */
export function segmentSentences(text: string, block: Span): Span[] {
  if (block.end <= block.start) return [];
  const prose = text.slice(block.start, block.end);
  if (!terminatorInside.test(prose)) return [{ start: block.start, end: block.end }];
  const boundaries = unicodeSentenceBreaks(prose);
  const missed = new Set(missedBoundaries(prose));
  const candidates = missed.size === 0 ? boundaries : [...new Set([...boundaries, ...missed])].sort((a, b) => a - b);
  const sentences: Span[] = [];
  let start = 0;
  let seen = 0;
  let hasContent = false;
  for (const boundary of candidates) {
    hasContent ||= contentful.test(prose.slice(seen, boundary));
    seen = boundary;
    if (!hasContent || !(missed.has(boundary) || isBoundary(prose, start, boundary))) continue;
    sentences.push({ start: block.start + start, end: block.start + boundary });
    start = boundary;
    hasContent = false;
  }
  const previous = sentences[sentences.length - 1];
  if (previous !== undefined && !contentful.test(prose.slice(start))) {
    sentences[sentences.length - 1] = { start: previous.start, end: block.end };
  } else sentences.push({ start: block.start + start, end: block.end });
  return sentences;
}
