import { type Following, isAbbreviation, isSentenceOpener, keepsSentenceOpen } from './abbreviations';
import { CharacterClass, classAt, classOfUnit } from './characterClasses';
import { ABSENT, PLACEHOLDER } from './maskedDocument';
import type { Span } from './span';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * `Intl.Segmenter` takes time quadratic in the length of its input (measured on V8 11 to 13), so it is handed windows. A window is
 * left at the last boundary found in it, which is where the rules of UAX #29 start afresh.
 */
const windowUnits = 2048;

/** Boundaries of UAX #29 strictly inside `prose`, ascending. */
function unicodeBoundaries(prose: string): number[] {
  const boundaries: number[] = [];
  let from = 0;
  while (from < prose.length) {
    const to = Math.min(prose.length, from + windowUnits);
    let last = from;
    for (const segment of segmenter.segment(prose.slice(from, to))) {
      if (segment.index === 0) continue;
      last = from + segment.index;
      boundaries.push(last);
    }
    if (to === prose.length) break;
    if (last === from) from = lastSpace(prose, from, to);
    else {
      from = last;
    }
  }
  return boundaries;
}

/** Where to cut a window without a boundary: after its last white space, or at its end. */
function lastSpace(prose: string, from: number, to: number): number {
  for (let index = to; index > from + 1; index--) {
    if (classOfUnit(prose.charCodeAt(index - 1)) === CharacterClass.Space) return index;
  }
  return to;
}

const lineBreak = /[\n\r\u0085\u2028\u2029]/g;
const absent = new RegExp(ABSENT, 'g');
const placeholder = new RegExp(PLACEHOLDER, 'g');

/**
 * What `Intl.Segmenter` is shown, unit for unit: line breaks as spaces (UAX #29 ends a sentence at each), ABSENT as a soft hyphen, which it
 * ignores, and PLACEHOLDER as a capital, because a sentence may start with one.
 */
function readable(prose: string): string {
  return prose.replace(lineBreak, ' ').replace(absent, '\u00AD').replace(placeholder, 'X');
}

const terminatorInside =
  /[.?!\u2026\u203C-\u203D\u2047-\u2049\u3002\uFF01\uFF0E\uFF1F\uFF61\u0589\u061F\u06D4\u0964\u0965][\s\S]/;
const listMark = /^[\s\uE000]*(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\.[\s\uE000]*$/;
const wordBeforeStop = /(?:^|[^\p{L}\p{M}\p{N}.])((?:\p{L}[\p{L}\p{M}\p{N}]*\.)*\p{L}[\p{L}\p{M}\p{N}]*)$/u;
const firstWord = /^[\p{L}\p{M}]+(?:['\u2019]\p{L}+)?/u;
const contentful = /[\p{L}\p{N}\uE001]/u;
const closers = /["'\u2019\u201D\u00BB)\]}\uE000\u00AD*_]/;
const capitalAfterStop = /[\p{Ll})\uE001]([.?!])(?=\p{Lu})/gu;
const openSentenceAfterStop = /([.\u2026])["'\u2019\u201D)]?[\s\uE000]+(?=[\p{L}])/gu;
const fullwidthTerminator = /[\u3002\uFF01\uFF0E\uFF1F\uFF61]/;

/** How far a decision looks to either side: bounds its cost. */
const contextUnits = 80;

interface Junction {
  /** Index after the terminators and what closes after them. */
  readonly stop: number;
  /** The terminators themselves. */
  readonly terminators: string;
  readonly closed: string;
  readonly spaced: boolean;
}

function junctionBefore(prose: string, boundary: number): Junction {
  let index = boundary;
  let spaced = false;
  const limit = boundary - windowUnits;
  while (index > 0 && index > limit) {
    const found = classOfUnit(prose.charCodeAt(index - 1));
    if (found === CharacterClass.Space) spaced = true;
    else if (found !== CharacterClass.Invisible) break;
    index--;
  }
  const stop = index;
  while (index > 0 && closers.test(prose.charAt(index - 1))) index--;
  const closed = prose.slice(index, stop);
  const end = index;
  while (
    index > 0 &&
    /[.?!\u2026\u3002\uFF01\uFF0E\uFF1F\uFF61\uE000]/.test(prose.charAt(index - 1)) &&
    end - index < contextUnits
  )
    index--;
  return { stop: index, terminators: prose.slice(index, end).replaceAll(ABSENT, ''), closed, spaced };
}

function followingOf(prose: string, boundary: number): Following {
  let index = boundary;
  const limit = Math.min(prose.length, boundary + contextUnits);
  while (index < limit && /["'\u2018\u201C\u00AB(*_\uE000\u00AD\u200C-\u200F\u2060\uFEFF]/.test(prose.charAt(index)))
    index++;
  const bracketed = prose.slice(boundary, index).includes('(');
  switch (classAt(prose, index)) {
    case CharacterClass.Lower:
      return 'lowercase';
    case CharacterClass.Upper: {
      const word = firstWord.exec(prose.slice(index, index + contextUnits))?.[0] ?? '';
      return isSentenceOpener(word.replace(/['\u2019].*$/, '')) ? 'opener' : 'uppercase';
    }
    case CharacterClass.Digit:
      return bracketed ? 'other' : 'number';
    case CharacterClass.Placeholder:
      return 'placeholder';
    default:
      return 'other';
  }
}

/** Whether a boundary of UAX #29 is one of English prose. */
function isBoundary(prose: string, start: number, boundary: number): boolean {
  const { stop, terminators, closed, spaced } = junctionBefore(prose, boundary);
  const following = followingOf(prose, boundary);
  if (stop <= start) return false;
  const before = prose
    .slice(Math.max(start, stop - contextUnits), stop)
    .replaceAll(ABSENT, '')
    .replaceAll('\u00AD', '');
  if (!spaced && !fullwidthTerminator.test(terminators)) {
    return following === 'opener' && /[\p{Ll})]$/u.test(before) && !/[/@=&:#\\][^\s]*$/.test(before);
  }
  if (stop - start < contextUnits && listMark.test(prose.slice(start, boundary))) return false;
  if (following === 'lowercase' && (closed !== '' || terminators.includes('\u2026') || terminators.startsWith('..')))
    return false;
  if (terminators !== '.') return true;
  const word = wordBeforeStop.exec(before)?.[1];
  if (word === undefined) return true;
  if (closed !== '' && !isAbbreviation(word)) return true;
  const preceding = before.slice(0, before.length - word.length).trimEnd();
  const afterName = preceding === '' || /(?:^|[\s.])\p{Lu}[\p{L}.]*$/u.test(preceding);
  return !keepsSentenceOpen(word, following, afterName);
}

/** Boundaries that UAX #29 does not see: a missing space (`end.The`), a missing capital (`end. then`), U+2026 before a capital. */
function missedBoundaries(prose: string): number[] {
  const missed: number[] = [];
  capitalAfterStop.lastIndex = 0;
  for (let match = capitalAfterStop.exec(prose); match !== null; match = capitalAfterStop.exec(prose)) {
    missed.push(match.index + match[0].length);
  }
  openSentenceAfterStop.lastIndex = 0;
  for (let match = openSentenceAfterStop.exec(prose); match !== null; match = openSentenceAfterStop.exec(prose)) {
    const boundary = match.index + match[0].length;
    if (
      match[1] === '\u2026'
        ? classAt(prose, boundary) === CharacterClass.Upper
        : startsUncapitalized(prose, match.index, boundary)
    ) {
      missed.push(boundary);
    }
  }
  return missed;
}

/** Words that start a sentence in lower case only by a slip, never after an unknown abbreviation. */
const uncapitalizedOpeners =
  /^(?:the|this|these|it|its|i|he|she|they|we|you|then|there|however|but|if|when)(?![\p{L}\p{N}'\u2019_.-])/u;

function startsUncapitalized(prose: string, stop: number, boundary: number): boolean {
  if (prose.charAt(stop - 1) === '.' || !uncapitalizedOpeners.test(prose.slice(boundary, boundary + 16))) return false;
  const before = prose.slice(Math.max(0, stop - contextUnits), stop).replaceAll(ABSENT, '');
  const word = wordBeforeStop.exec(before)?.[1];
  return word === undefined ? /[\d\uE001)]$/.test(before) : /^\p{Ll}{3,}$/u.test(word) && !isAbbreviation(word);
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
  const boundaries = unicodeBoundaries(readable(prose));
  const missed = missedBoundaries(prose);
  const candidates = missed.length === 0 ? boundaries : [...new Set([...boundaries, ...missed])].sort((a, b) => a - b);
  const certain = new Set<number>();
  for (const boundary of missed) if (!isTight(prose, boundary)) certain.add(boundary);
  const sentences: Span[] = [];
  let start = 0;
  let seen = 0;
  let hasContent = false;
  for (const boundary of candidates) {
    hasContent ||= contentful.test(prose.slice(seen, boundary));
    seen = boundary;
    if (!hasContent || !(certain.has(boundary) || isBoundary(prose, start, boundary))) continue;
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

function isTight(prose: string, boundary: number): boolean {
  let index = boundary - 1;
  while (index > 0 && classOfUnit(prose.charCodeAt(index)) === CharacterClass.Invisible) index--;
  return classOfUnit(prose.charCodeAt(index)) !== CharacterClass.Space;
}
