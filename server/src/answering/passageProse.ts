import { isReadByLines } from '../search/chunking/fileChunks';
import type { AskedPassage } from './answered';

const fence = /^\s*(?:`{3,}|~{3,})/;
const tableRule = /^\s*\|[\s|:-]+$/;
const tableRow = /^\s*\|/;
/** What begins a line of its own: items, quotations, headings. */
const ownLine = /^\s*(?:[-*+]\s|\d{1,3}[.)]\s|>|#{1,6}\s)/;
const heading = /^\s*#{1,6}\s/;
const comment = /<!--.*?-->/gs;
const link = /!?\[([^\]\n]*)\]\([^)\n]*\)/g;

/**
 * A passage's text as a small model reads it best, and repeats it: broken lines are joined, a row of a table is a line `first: second; third`, links are their words, and nothing stands for empty lines or marks that
 * are to be seen alone. Code is left as it is, in fences too.
 * @param text of the passage, or a part of it
 */
export const passageProse = (passage: Pick<AskedPassage, 'path' | 'languageId'>, text: string): string =>
  isReadByLines(passage) ? text.trim().replaceAll(/\n\s*\n/g, '\n') : proseOf(text);

const proseOf = (text: string): string => {
  const written: string[] = [];
  let inFence = false;
  /** The next line goes on with the last one. */
  let isOpen = false;
  for (const line of text.replaceAll(comment, '').split('\n')) {
    const isFence = fence.test(line);
    const said = inFence || isFence ? line.trimEnd() : saidIn(line);
    const goesOn = isOpen && !inFence && !isFence && said !== '' && !tableRow.test(line) && !ownLine.test(line);
    if (goesOn) written.push(`${written.pop()} ${said}`);
    else if (said !== '') written.push(said);
    isOpen = said !== '' && !inFence && !isFence && !tableRow.test(line) && !heading.test(line);
    if (isFence) inFence = !inFence;
  }
  return written.join('\n');
};

const saidIn = (line: string): string => {
  if (tableRule.test(line)) return '';
  const words = line.replaceAll(link, '$1').trim();
  if (!tableRow.test(line)) return words;
  const [first = '', ...others] = words
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  return others.length === 0 ? first : `${first}: ${others.join('; ')}`;
};
