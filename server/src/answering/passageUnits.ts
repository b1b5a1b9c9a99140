import { isReadByLines } from '../search/chunking/fileChunks';
import { segmentSentences } from '../text/sentences';
import type { Span } from '../text/span';
import type { AskedPassage } from './answered';

/** Lines of code that are shown together at most. */
const codeLines = 4;
/** What is shorter goes with the sentence after it. */
const shortUnits = 30;

const fence = /^\s*(?:`{3,}|~{3,})/;
const heading = /^\s*#{1,6}\s/;
const underline = /^\s*(?:=+|-{3,}|\*{3,})\s*$/;
const listMark = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;
const tableRow = /^\s*\|/;
const tableRule = /^[\s|:-]+$/;
const said = /[\p{L}\p{N}].*[\p{L}\p{N}]/su;

/**
 * What of a passage can be shown as an answer: sentences of prose, items of lists, rows of tables, a few lines of code. Headings are none. In order, disjoint, in UTF-16 units of the
 * passage, without white space around; all of it where nothing else is left.
 */
export const passageUnits = (passage: Pick<AskedPassage, 'path' | 'languageId' | 'snippet'>): Span[] => {
  const { snippet } = passage;
  const units = (isReadByLines(passage) ? linesOfCode(snippet, linesOf(snippet)) : proseUnits(snippet)).filter(
    ({ start, end }) => said.test(snippet.slice(start, end)),
  );
  return units.length > 0 ? units : [trimmed(snippet, { start: 0, end: snippet.length })];
};

const linesOf = (text: string, { start, end }: Span = { start: 0, end: text.length }): Span[] => {
  const lines: Span[] = [];
  for (let from = start; from < end; ) {
    const found = text.indexOf('\n', from);
    const to = found < 0 || found >= end ? end : found;
    lines.push({ start: from, end: to });
    from = to + 1;
  }
  return lines;
};

/** Lines that stand together, a few at a time. */
const linesOfCode = (text: string, lines: readonly Span[]): Span[] => {
  const groups: Span[][] = [];
  let open = false;
  for (const line of lines) {
    const isBlank = text.slice(line.start, line.end).trim() === '';
    const group = groups.at(-1);
    if (isBlank) open = false;
    else if (open && group !== undefined && group.length < codeLines) group.push(line);
    else {
      groups.push([line]);
      open = true;
    }
  }
  return groups.map((group) => trimmed(text, { start: group[0]!.start, end: group.at(-1)!.end }));
};

const proseUnits = (text: string): Span[] => {
  const units: Span[] = [];
  let prose: Span | undefined;
  let code: Span[] | undefined;
  const endProse = () => {
    if (prose !== undefined) units.push(...sentencesOf(text, prose));
    prose = undefined;
  };
  for (const line of linesOf(text)) {
    const written = text.slice(line.start, line.end);
    if (fence.test(written)) {
      endProse();
      if (code !== undefined) units.push(...linesOfCode(text, code));
      code = code === undefined ? [] : undefined;
    } else if (code !== undefined) code.push(line);
    else if (written.trim() === '' || heading.test(written) || underline.test(written)) endProse();
    else if (tableRow.test(written)) {
      endProse();
      if (!tableRule.test(written)) units.push(trimmed(text, line));
    } else {
      const mark = listMark.exec(written)?.[0].length ?? 0;
      if (mark > 0) endProse();
      prose = { start: prose?.start ?? line.start + mark, end: line.end };
    }
  }
  endProse();
  if (code !== undefined) units.push(...linesOfCode(text, code));
  return units;
};

const sentencesOf = (text: string, block: Span): Span[] => {
  const sentences: Span[] = [];
  for (const sentence of segmentSentences(text, block).map((span) => trimmed(text, span))) {
    const before = sentences.at(-1);
    if (before !== undefined && before.end - before.start < shortUnits)
      sentences[sentences.length - 1] = { start: before.start, end: sentence.end };
    else sentences.push(sentence);
  }
  return sentences;
};

const trimmed = (text: string, { start, end }: Span): Span => {
  const own = text.slice(start, end);
  const from = start + own.length - own.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + own.trimEnd().length) };
};
