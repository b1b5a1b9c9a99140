import { Dictionary } from '../lexicon/dictionary';
import type { Span } from '../text/span';
import { type FindingKind, findingKinds } from './finding';

/** What comments in a document ask of its proofreader. */
export interface Directives {
  /** Words that the document declares right, and those it forbids. */
  readonly words: Dictionary;
  /** These words as they were written, with the marks of word lists. */
  readonly declared: readonly string[];
  /** Whether a finding of `kind` that touches `span` is switched off. */
  isSuppressed(kind: FindingKind, span: Span): boolean;
}

/** What cspell's switches are taken to mean: the kinds that judge single words. */
const spellingKinds: readonly FindingKind[] = ['spelling', 'confusion', 'capitalization'];

/**
 * cspell's directives (`cspell:`, `spell-checker:`, `spellchecker:`; its bare `spell:` is too near to prose), Emacs's `LocalWords:`
 * and ours, which have to come first in their comment. What they say runs to the next directive or the end of the line.
 */
const DIRECTIVE =
  /\b(?:(?:cspell|spell-?checker)::?[ \t]*([a-z]+(?:-[a-z]+)*)|LocalWords(:)|surprisal-((?:disable|enable)(?:-(?:next-)?line)?|ignore)(?![\w-]))/gi;

const wordCommand = /^(?:words?|ignore(?:-?words?)?)$/;
const forbidCommand = /^(?:forbid|flag)(?:-?words?)?$/;

/**
 * Reads the directives of a source text, in whatever comments it has:
 * - `surprisal-disable`, `surprisal-enable`, `surprisal-disable-line`, `surprisal-disable-next-line`, for all kinds or for those named
 *   after it (`surprisal-disable spelling, article -- why`; unknown kinds switch nothing), and `surprisal-ignore word…`;
 * - `cspell:disable`, `enable`, `disable-line`, `disable-next`, `disable-next-line`, `ignore`, `words`, `forbid` and their synonyms.
 *
 * The next line is the next that is not blank. A directive inside backquotes is one that is talked about. Linear in the text's length.
 */
export const readDirectives = (source: string): Directives => {
  const words: string[] = [];
  const suppressed = new SuppressedSpans();
  const matches = [...source.matchAll(DIRECTIVE)];
  const lines = matches.length === 0 ? [] : linesOf(source);
  let line = 0;
  let scanned = 0;
  let quoted = false;
  for (const [number, match] of matches.entries()) {
    const [whole, theirs, localWords, ours] = match;
    const start = match.index;
    const end = start + whole.length;
    while (lines[line]!.end < start) {
      line++;
      scanned = lines[line]!.start;
      quoted = false;
    }
    for (; scanned < start; scanned++) if (source[scanned] === '`') quoted = !quoted;
    if (quoted || (ours !== undefined && !opensComment(source.slice(Math.max(lines[line]!.start, start - 8), start))))
      continue;

    const rest = source.slice(end, Math.min(lines[line]!.end, matches[number + 1]?.index ?? source.length));
    const command = (ours ?? (localWords === undefined ? theirs! : 'words')).toLowerCase();
    const kinds = ours === undefined ? spellingKinds : namedKinds(rest);
    if (command === 'disable') suppressed.open(kinds, start);
    else if (command === 'enable') suppressed.close(kinds, end);
    else if (command === 'disable-line') suppressed.add(kinds, lines[line]!);
    else if (command === 'disable-next-line' || command === 'disable-next') {
      const next = lines[line]!.next;
      if (next !== undefined) suppressed.add(kinds, lines[next]!);
    } else if (wordCommand.test(command)) words.push(...namedWords(rest));
    else if (forbidCommand.test(command)) words.push(...namedWords(rest).map((word) => `!${word}`));
  }
  suppressed.finish(source.length);
  return { words: Dictionary.of(words), declared: words, isSuppressed: (kind, span) => suppressed.touches(kind, span) };
};

/** Spans switched off, by kind. */
class SuppressedSpans {
  private readonly spans = new Map<FindingKind, Span[]>();
  private readonly opened = new Map<FindingKind, number>();

  open(kinds: readonly FindingKind[], start: number): void {
    for (const kind of kinds) if (!this.opened.has(kind)) this.opened.set(kind, start);
  }

  close(kinds: readonly FindingKind[], end: number): void {
    for (const kind of kinds) {
      const start = this.opened.get(kind);
      if (start !== undefined) this.add([kind], { start, end });
      this.opened.delete(kind);
    }
  }

  add(kinds: readonly FindingKind[], { start, end }: Span): void {
    for (const kind of kinds) {
      const spans = this.spans.get(kind);
      if (spans === undefined) this.spans.set(kind, [{ start, end }]);
      else spans.push({ start, end });
    }
  }

  /** Closes what is still open at the text's end and merges what overlaps. */
  finish(end: number): void {
    this.close(findingKinds, end);
    for (const [kind, spans] of this.spans) {
      const merged: { start: number; end: number }[] = [];
      for (const span of spans.sort((a, b) => a.start - b.start)) {
        const last = merged.at(-1);
        if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
        else merged.push({ ...span });
      }
      this.spans.set(kind, merged);
    }
  }

  touches(kind: FindingKind, { start, end }: Span): boolean {
    const spans = this.spans.get(kind) ?? [];
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (spans[middle]!.end <= start) low = middle + 1;
      else high = middle;
    }
    return low < spans.length && spans[low]!.start < Math.max(end, start + 1);
  }
}

interface Line extends Span {
  /** The next line that is not blank. */
  next?: number;
}

const linesOf = (source: string): readonly Line[] => {
  const lines: Line[] = [];
  const lineBreak = /\r\n?|\n/g;
  for (let start = 0, match = lineBreak.exec(source); ; match = lineBreak.exec(source)) {
    lines.push({ start, end: match?.index ?? source.length });
    if (match === null) break;
    start = lineBreak.lastIndex;
  }
  let next: number | undefined;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (next !== undefined) line.next = next;
    if (/\S/.test(source.slice(line.start, line.end))) next = at;
  }
  return lines;
};

/** Whether a comment's opening, or nothing, stands right before: no word, closing bracket or quotation mark. */
const opensComment = (before: string): boolean => !/[\p{L}\p{N}"'`\])]\s*$/u.test(before);

/** Kinds named before a reason (`--`) or the comment's end; all of them when none is. */
const namedKinds = (rest: string): readonly FindingKind[] => {
  const names = rest.replace(/(?:--|\*\/|[)}\]#]).*/s, '').match(/[a-z]+/gi) ?? [];
  if (names.length === 0) return findingKinds;
  return findingKinds.filter((kind) => names.some((name) => name.toLowerCase() === kind));
};

const namedWords = (rest: string): string[] =>
  rest
    .replace(/(?:-->|\*\/).*/s, '')
    .split(/[,;\s]+/)
    .map(withoutBrackets)
    .filter((word) => /\p{L}/u.test(word));

/** A word without the brackets and quotes around it, trimmed from both ends: a pattern for the end would try each place. */
function withoutBrackets(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && ':("\'[{'.includes(word.charAt(start))) start++;
  while (end > start && ')"\']}'.includes(word.charAt(end - 1))) end--;
  return word.slice(start, end);
}
