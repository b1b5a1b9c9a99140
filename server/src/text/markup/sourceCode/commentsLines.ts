import type { Span } from '../../span';
import { isDirective } from './commentsDirectives';

/** A comment or docstring as the syntax tree has it. */
export interface SourceComment extends Span {
  readonly docstring: boolean;
}

/** A comment's line without its prefix (`//`, ` * `, indentation) and trailing white space; `start === end` when nothing is left. */
export interface CommentLine extends Span {
  /** Columns of white space between prefix and text, less what the whole comment has; a tab counts to the next multiple of four. */
  readonly indent: number;
}

/** Comments that read as one text: a block comment, a docstring, or adjacent line comments. */
export interface CommentText {
  readonly lines: readonly CommentLine[];
  /** Written for a documentation generator: a slash and two stars, `///`, `//!`, a docstring. Unknown, so false, for `#` and Go's `//`. */
  readonly documentation: boolean;
}

const lineMarker = /^(?:\/{2,}[!/<]*|#+[!:]?)/;
const blockStart = /^\/\*+[!<]*/;
const blockEnd = /\**\*\/$/;
const stringStart = /^[A-Za-z]{0,2}(?:"""|'''|"|')/;

interface LineStart {
  /** Offset of the line's first character. */
  readonly start: number;
  /** Whether nothing but white space stands before the comment. */
  readonly alone: boolean;
}

const lineStartOf = (source: string, offset: number): LineStart => {
  let start = offset;
  let alone = true;
  while (start > 0) {
    const code = source.charCodeAt(start - 1);
    if (code === 0x0a || code === 0x0d) break;
    if (code !== 0x20 && code !== 0x09) alone = false;
    start--;
  }
  return { start, alone };
};

/** White space with at most one line break. */
const adjacent = /^[^\S\r\n]*(?:\r\n|\n|\r)?[^\S\r\n]*$/;

/** Joins adjacent line comments of the same column and marker and takes the prefixes off. `comments` must be ascending. */
export const commentTextsOf = (source: string, comments: readonly SourceComment[]): CommentText[] => {
  const texts: CommentText[] = [];
  let run: CommentLine[] = [];
  let runMarker = '';
  let runColumn = -1;
  let runEnd = -1;
  const endRun = (): void => {
    if (run.length > 0)
      texts.push({ lines: withoutCommonIndent(source, run), documentation: isDocumentation(runMarker) });
    run = [];
  };
  for (const comment of comments) {
    const end = trimEnd(source, comment.start, comment.end);
    const head = source.slice(comment.start, Math.min(end, comment.start + 8));
    if (comment.docstring || head.startsWith('/*') || head.startsWith('=begin')) {
      endRun();
      texts.push(blockTextOf(source, { start: comment.start, end }, comment.docstring));
      continue;
    }
    const marker = lineMarker.exec(source.slice(comment.start, Math.min(end, comment.start + 200)))?.[0] ?? '';
    const kind = markerKind(marker);
    const line = lineStartOf(source, comment.start);
    const column = comment.start - line.start;
    const continues =
      run.length > 0 &&
      line.alone &&
      column === runColumn &&
      kind === runMarker &&
      adjacent.test(source.slice(runEnd, comment.start));
    if (!continues) endRun();
    runMarker = kind;
    runColumn = column;
    runEnd = end;
    run.push(textLineOf(source, comment.start + marker.length, end));
  }
  endRun();
  return texts;
};

/** A ruler of slashes or hash signs is an ordinary marker: only what generators know stays apart. */
const markerKind = (marker: string): string => {
  if (marker.startsWith('#')) return '#';
  return /^\/\/(?:\/<?|!<?)$/.test(marker) ? marker.slice(0, 3) : '//';
};

const isDocumentation = (marker: string): boolean => marker === '///' || marker === '//!';

const trimEnd = (source: string, start: number, end: number): number => {
  let trimmed = end;
  while (trimmed > start && isSpace(source.charCodeAt(trimmed - 1))) trimmed--;
  return trimmed;
};

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;

/** `start` to the line's end, white space taken off both sides and counted on the left. */
const textLineOf = (source: string, start: number, end: number, column = 0): CommentLine => {
  let from = start;
  let width = column;
  while (from < end && isSpace(source.charCodeAt(from))) {
    width = source.charCodeAt(from) === 0x09 ? width + 4 - (width % 4) : width + 1;
    from++;
  }
  const to = trimEnd(source, from, end);
  return { start: from, end: to, indent: width - column };
};

const blockTextOf = (source: string, span: Span, docstring: boolean): CommentText => {
  const whole = source.slice(span.start, span.end);
  const opening = (docstring ? stringStart : whole.startsWith('=') ? /^=begin.*/ : blockStart).exec(whole)?.[0] ?? '';
  let start = span.start + opening.length;
  let end = span.end;
  if (docstring) {
    const quote = opening.replace(/^[A-Za-z]+/, '');
    if (end - quote.length >= start && source.endsWith(quote, end)) end -= quote.length;
  } else if (whole.startsWith('=')) end -= /\n=end.*$/.exec(whole)?.[0].length ?? 0;
  else end -= Math.min(blockEnd.exec(whole)?.[0].length ?? 0, end - start);
  start = Math.min(start, end);
  const spans = lineSpansOf(source, start, end);
  const later = spans.slice(1).filter((line) => line.start < line.end && /\S/.test(source.slice(line.start, line.end)));
  const starred =
    !docstring &&
    later.length > 0 &&
    later.filter((line) => /^\s*\*/.test(source.slice(line.start, line.end))).length * 2 > later.length;
  const lines = spans.map((line, index) => {
    const stars =
      index > 0 && starred ? /^\s*\*+(?!\*)/.exec(source.slice(line.start, line.end))?.[0].length : undefined;
    return textLineOf(source, line.start + (stars ?? 0), line.end);
  });
  // The first line stands after the opening mark, so it says nothing about the indentation of the others.
  const [first, ...rest] = lines;
  const documentation = docstring || /^\/\*[*!]/.test(opening);
  if (first === undefined) return { lines: [], documentation };
  return { lines: [{ ...first, indent: 0 }, ...withoutCommonIndent(source, rest)], documentation };
};

const lineSpansOf = (source: string, start: number, end: number): Span[] => {
  const spans: Span[] = [];
  let from = start;
  for (const line of source.slice(start, end).split(/\r\n|\n|\r/)) {
    spans.push({ start: from, end: from + line.length });
    from += line.length;
    from += source.startsWith('\r\n', from) ? 2 : 1;
  }
  return spans;
};

/** Directives are written without a space after the mark, whatever the lines around them have. */
const withoutCommonIndent = (source: string, lines: readonly CommentLine[]): CommentLine[] => {
  let common = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (line.start === line.end || line.indent >= common) continue;
    if (line.indent > 0 || !isDirective(source.slice(line.start, line.end))) common = line.indent;
  }
  return lines.map((line) => ({ ...line, indent: Math.max(0, line.indent - common) }));
};
