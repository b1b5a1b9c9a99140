import stringWidth from 'string-width';
import { printable } from './console';

/** Text on one line, cut to a number of cells. */
export const cutText = (text: string, columns: number): string => {
  const flat = printable(text.replace(/\s+/g, ' ').trim());
  if (stringWidth(flat) <= columns) return flat;
  let width = 0;
  let result = '';
  for (const character of flat) {
    width += stringWidth(character);
    if (width > columns - 1) break;
    result += character;
  }
  return `${result}…`;
};
