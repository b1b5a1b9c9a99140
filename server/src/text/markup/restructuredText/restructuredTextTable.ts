import type { MarkupLine } from '../markupLines';

const border = /^=+(?: +=+)*$/;

/** Behind a simple table that starts at `start`: after its third border, or after its second where a blank line follows; undefined when it does not close. */
export const simpleTableEnd = (
  lines: readonly MarkupLine[],
  start: number,
  textOf: (line: MarkupLine) => string,
): number | undefined => {
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i]!;
    if (!border.test(textOf(line))) continue;
    const next = lines[i + 1];
    if (next === undefined || next.start === next.end) return i + 1;
  }
  return undefined;
};

/**
 * Calls `visit` with the cells of a simple table whose text is in one run: on one line, or in the last column, which may
 * go on where the others are blank.
 */
export const maskSimpleTable = (
  source: string,
  lines: readonly MarkupLine[],
  visit: (start: number, end: number) => void,
): void => {
  const columns = columnsOf(source, lines[0]!);
  const last = columns[columns.length - 1] ?? 0;
  let open: { start: number; end: number } | undefined;
  const close = (): void => {
    if (open !== undefined) visit(open.start, open.end);
    open = undefined;
  };
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    if (line.start === line.end || /^[=-]+(?: +[=-]+)*$/.test(source.slice(line.start, line.end))) {
      close();
      return;
    }
    const lineStart = line.start - line.indent;
    if (open !== undefined && line.indent >= last) {
      open.end = line.end;
      return;
    }
    close();
    const continues = next !== undefined && next.start < next.end && next.indent > 0 && next.indent < last;
    columns.forEach((column, i) => {
      const start = lineStart + column;
      const isLast = i === columns.length - 1;
      const end = isLast ? line.end : Math.min(line.end, lineStart + (columns[i + 1] ?? 0));
      if (start >= end) return;
      if (isLast) open = { start, end };
      else if (!continues && column >= line.indent) visit(start, end);
    });
  });
  close();
};

/** Columns where cells begin, relative to the line's own start. */
const columnsOf = (source: string, line: MarkupLine): number[] =>
  [...source.slice(line.start, line.end).matchAll(/=+/g)].map((match) => line.indent + match.index);
