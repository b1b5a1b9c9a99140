/** One line of plain text. Offsets are UTF-16 units of the source. */
export interface TextLine {
  readonly start: number;
  /** After quote marks and indentation. */
  readonly contentStart: number;
  /** Trailing blanks and the line break left out; equal to `contentStart` on a blank line. */
  readonly end: number;
  readonly quoteDepth: number;
  /** Columns, a tab to the next multiple of eight, after the quote marks. */
  readonly indent: number;
}

const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0xa0 || code === 0xfeff || code === 0x0c;

/** Reads the lines of a range; a line break is LF, CR LF or CR. */
export const readLines = (source: string, from: number, to: number): TextLine[] => {
  const lines: TextLine[] = [];
  let start = from;
  while (start < to) {
    let lineBreak = start;
    while (lineBreak < to && source.charCodeAt(lineBreak) !== 0x0a && source.charCodeAt(lineBreak) !== 0x0d)
      lineBreak++;
    lines.push(readLine(source, start, lineBreak));
    const crlf = source.charCodeAt(lineBreak) === 0x0d && source.charCodeAt(lineBreak + 1) === 0x0a;
    start = lineBreak + (crlf ? 2 : 1);
  }
  return lines;
};

const readLine = (source: string, start: number, lineBreak: number): TextLine => {
  let position = start;
  let quoteDepth = 0;
  // E-mail quotation: `> > text`, `>> text`.
  while (source.charCodeAt(position) === 0x3e && position < lineBreak) {
    quoteDepth++;
    position++;
    if (position < lineBreak && source.charCodeAt(position) === 0x20) position++;
  }
  let indent = 0;
  while (position < lineBreak && isBlank(source.charCodeAt(position))) {
    indent += source.charCodeAt(position) === 0x09 ? 8 - (indent % 8) : 1;
    position++;
  }
  let end = lineBreak;
  while (end > position && isBlank(source.charCodeAt(end - 1))) end--;
  return { start, contentStart: position, end, quoteDepth, indent };
};

/** At least three signs and nothing else: a rule, or the underline of a heading. */
export const isRule = (text: string): boolean =>
  text.length >= 3 && /^[^\p{L}\p{N}\s](?:[^\p{L}\p{N}]*[^\p{L}\p{N}\s])?$/u.test(text);

export const isUnderline = (text: string): boolean => /^([=\-~^*#])\1{2,}$/.test(text);

const notProse = [
  // Rows of tables drawn with bars, and box drawing.
  /^\|.*\|$|[\u2500-\u257f]/,
  // Log lines.
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\[?\d\d:\d\d:\d\d|^[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d|^\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|TRACE|FATAL)\b\]?[: ]\s*\S/,
  // Stack traces, prompts, diffs.
  /^at \S+ ?\(\S*\)?$|^at \S+:\d+|^File ".*", line \d+|^(?:\$|%|>>>|PS>|C:\\\S*>)\s\S|^(?:diff --git|index [\da-f]{7,}|@@ -\d|--- [ab]\/|\+\+\+ [ab]\/)/,
];

/** Whether a line by itself is a table's row, a log entry, a prompt, part of a trace or diff. */
export const isMachineLine = (text: string): boolean =>
  text.split(' | ', 4).length > 3 || notProse.some((pattern) => pattern.test(text));

/** Columns set apart by blanks. */
export const hasColumns = (text: string): boolean => /\S(?: {3,}|\t+)\S/.test(text);

const word = /^["'“‘([]*\p{L}+(?:['’-]\p{L}+)*[)\]”’"'.,;:!?…]*$/u;

/** Where a group of lines stands says how likely it is an example. */
export type Placement = 'flush' | 'indented' | 'inList';

/** Whether lines read as code rather than sentences: few of their tokens are words. */
export const looksLikeCode = (text: string, placement: Placement): boolean => {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  let words = 0;
  for (const token of tokens) if (word.test(token)) words++;
  if (placement === 'indented') return words < 4 || words < 0.7 * tokens.length;
  if (placement === 'inList') return words < 0.5 * tokens.length;
  const signs = text.match(/[{}[\]<>=;|\\$#&*+@~^_`]/g)?.length ?? 0;
  return tokens.length > 1 && words < 0.35 * tokens.length && signs > 0.1 * text.replace(/\s/g, '').length;
};
