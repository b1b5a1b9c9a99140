import { LineTable } from './lineTable';
import { Seam } from './packing';
import { type Section, unitTokens } from './section';
import { unitsOf } from './units';

/** A longer first row tells nothing more, and takes room from the others. */
const longestHead = 120;

/** Rows of comma- or tab-separated values, each passage under the first row, which names the columns. */
export const tableSections = (text: string): Section[] => {
  const lines = new LineTable(text);
  const head = text.slice(0, lines.startOf(1)).trim();
  const headings = head === '' || lines.count === 1 ? [] : [head.slice(0, longestHead)];
  const units = Array.from({ length: lines.count }, (_, line) => {
    const [start, end] = [lines.startOf(line), lines.startOf(line + 1)];
    return unitsOf(text, { start, end }, Seam.Line, unitTokens(headings), lines.tokens(start, end));
  });
  return [{ headings, units: units.flat() }];
};
