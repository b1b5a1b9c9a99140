import type { Span } from '../../text/span';
import type { Cell, CellReader } from './cells';

/** A line of source cut to the terminal, and where the mark goes beneath it, in cells. */
export interface Excerpt {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly markIndent: number;
  readonly markWidth: number;
}

const ellipsis = '…';

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width, 0);
const join = (cells: readonly Cell[]): string => cells.map(({ shown }) => shown).join('');

/**
 * Cuts `line` to `columns` cells around `span` (offsets in the line). Counts cells as a terminal does: tabs, wide
 * characters, emoji and combining marks included, as far as `cellsOf` knows them.
 */
export const excerptOf = (line: string, span: Span, columns: number, cellsOf: CellReader): Excerpt => {
  // What is further away than a screen is never shown: a line of megabytes is not taken apart.
  const from = alignToCharacter(line, Math.max(0, span.start - columns));
  const to = alignToCharacter(line, Math.min(line.length, Math.min(span.end, span.start + columns) + columns));
  const cells = cellsOf(line.slice(from, to));
  const first = cells.findLastIndex(({ start }) => start + from <= span.start);
  const beyond = cells.findIndex(({ start }) => start + from >= span.end);
  const start = span.start >= to || first < 0 ? cells.length : first;
  const end = beyond < 0 ? cells.length : Math.max(beyond, start);

  let marked = cells.slice(start, end);
  let cutAfter = to < line.length;
  while (marked.length > 1 && widthOf(marked) > columns - 2) {
    marked = marked.slice(0, -1);
    cutAfter = true;
  }
  const room = Math.max(0, columns - 2 - widthOf(marked));
  const left = cells.slice(0, start);
  const right = cutAfter && marked.length < end - start ? [] : cells.slice(end);
  // Two thirds of what is left go before the mark when both sides are long: the left context says more.
  const leftRoom = Math.max(Math.ceil((room * 2) / 3), room - widthOf(right));
  let cutBefore = from > 0;
  while (widthOf(left) > leftRoom) {
    left.shift();
    cutBefore = true;
  }
  const rightRoom = room - widthOf(left);
  while (widthOf(right) > rightRoom) {
    right.pop();
    cutAfter = true;
  }
  const before = (cutBefore ? ellipsis : '') + join(left);
  return {
    before,
    marked: join(marked),
    after: join(right) + (cutAfter ? ellipsis : ''),
    markIndent: widthOf(left) + (cutBefore ? 1 : 0),
    markWidth: Math.max(1, widthOf(marked)),
  };
};

/** Moves an offset off the middle of a surrogate pair. */
const alignToCharacter = (text: string, offset: number): number => {
  const unit = text.charCodeAt(offset);
  return offset > 0 && unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
};
