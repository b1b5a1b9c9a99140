import type { SearchHit } from '../../search/folderSearch';
import type { Span } from '../../text/span';
import { printable } from '../console';
import { paletteFor, type Style } from '../report/style';

/** Lines of a passage that are shown: those around the sentence that answers. */
const mostLines = 5;

/** A hit for people: where it is, what it stands under, and its lines around the marked sentence. */
export const hitText = (
  { source, path, startLine, headings, snippet, marked }: SearchHit,
  coloured: boolean,
  columns: number,
): string => {
  const palette = paletteFor(coloured);
  const lines = linesOf(snippet);
  const first = Math.max(
    0,
    lines.findIndex(({ end }) => end > marked.start),
  );
  const from = Math.max(0, Math.min(first - 1, lines.length - mostLines));
  const shown = lines.slice(from, from + mostLines);
  const whose = source === undefined ? '' : ` ${palette.dim(`(${printable(source)})`)}`;
  const under = headings.length === 0 ? '' : ` ${palette.dim(printable(headings.join(' > ')))}`;
  const place = palette.path(`${printable(path)}:${startLine + first}`);
  const gutter = String(startLine + from + shown.length - 1).length;
  return [
    `${place}${whose}${under}`,
    ...shown.map((line, index) => {
      const number = String(startLine + from + index).padStart(gutter);
      const width = Math.max(20, columns - gutter - 5);
      return `  ${palette.dim(`${number} |`)} ${markedLine(snippet, line, marked, width, palette.better)}`;
    }),
    '',
  ].join('\n');
};

const linesOf = (text: string): Span[] => {
  let start = 0;
  return text.split('\n').map((line) => {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    return span;
  });
};

/** The line with what of it is marked, cut to the terminal: a long one begins a little before its mark. */
const markedLine = (text: string, line: Span, marked: Span, width: number, mark: Style): string => {
  const markStart = Math.min(Math.max(marked.start, line.start), line.end);
  const markEnd = Math.min(Math.max(marked.end, markStart), line.end);
  const start =
    line.end - line.start <= width ? line.start : Math.max(line.start, Math.min(markStart - 20, line.end - width));
  const end = Math.min(line.end, start + width);
  const part = (from: number, to: number) =>
    printable(text.slice(Math.max(start, from), Math.min(end, to)).replaceAll('\t', '  '));
  const before = `${start > line.start ? '…' : ''}${part(start, markStart)}`;
  return `${before}${mark(part(markStart, markEnd))}${part(markEnd, end)}${end < line.end ? '…' : ''}`.trimEnd();
};
