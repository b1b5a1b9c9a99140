import stringWidth from 'string-width';
import { printable } from '../console';
import { type Cell, type CellReader, tabAt } from './cells';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Reads any text: wide characters, emoji, combining marks; what a terminal would obey is made visible. */
export const graphemeCells: CellReader = (text) => {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const shown = segment === '\t' ? tabAt(column) : printable(segment);
    // A mark must have something to stand under, so what takes no cell is given one.
    const width = stringWidth(shown);
    cells.push({ shown: width === 0 ? '\u00b7' : shown, width: width || 1, start: index });
    column += width || 1;
  }
  return cells;
};
