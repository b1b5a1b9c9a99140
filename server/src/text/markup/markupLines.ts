import type { Span } from '../span';

/** A line from its first character that is no white space to its last; `start === end` when it is blank. */
export interface MarkupLine extends Span {
  /** Columns of white space before `start`; a tab goes to the next multiple of eight. */
  readonly indent: number;
}

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0xa0 || code === 0xfeff;

/** The lines of a source; a line break is LF, CR LF or CR. */
export const markupLinesOf = (source: string): MarkupLine[] => {
  const lines: MarkupLine[] = [];
  let at = 0;
  while (at < source.length) {
    let start = at;
    let indent = 0;
    for (; start < source.length && isSpace(source.charCodeAt(start)); start++)
      indent = source.charCodeAt(start) === 0x09 ? indent + 8 - (indent % 8) : indent + 1;
    let lineBreak = start;
    while (lineBreak < source.length && source.charCodeAt(lineBreak) !== 0x0a && source.charCodeAt(lineBreak) !== 0x0d)
      lineBreak++;
    let end = lineBreak;
    while (end > start && isSpace(source.charCodeAt(end - 1))) end--;
    lines.push({ start, end, indent });
    at = lineBreak + (source.startsWith('\r\n', lineBreak) ? 2 : 1);
  }
  return lines;
};
