import { Range, type TextDocument } from 'vscode';

/** Lines that a paragraph is looked for in, on each side. */
const mostLines = 20;

/** The lines around one up to empty ones. */
export const paragraphAround = (document: TextDocument, line: number): Range => {
  const isEmpty = (at: number) => document.lineAt(at).isEmptyOrWhitespace;
  let first = line;
  let last = line;
  while (first > 0 && line - first < mostLines && !isEmpty(first - 1)) first--;
  while (last < document.lineCount - 1 && last - line < mostLines && !isEmpty(last + 1)) last++;
  return new Range(first, 0, last, document.lineAt(last).text.length);
};
