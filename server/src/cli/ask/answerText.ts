import type { Answer, Extract, GeneratedSentence } from '../../answering/answered';
import { printable } from '../console';
import { type Palette, paletteFor } from '../report/style';
import { wrapped } from './wrapped';

export interface AnswerTextOptions {
  readonly showPrompt: boolean;
  readonly coloured: boolean;
  readonly columns: number;
}

/** What is said where nothing answers. */
export const notFound = 'Not found in this workspace.';

/** An answer for people: numbered extracts with file and line, then what was generated, with the numbers of what it cites. */
export const answerText = (
  { extracts, generated, refused }: Answer,
  { showPrompt, coloured, columns }: AnswerTextOptions,
): string => {
  const palette = paletteFor(coloured);
  const width = Math.max(40, columns);
  const parts = extracts.map((extract, index) => extractLines(extract, index + 1, palette, width));
  if (refused) parts.unshift(extracts.length > 0 ? `${notFound} The nearest passages:` : notFound);
  if (generated !== null) {
    parts.push(generatedLines(generated.sentences, generated.dropped, palette, width));
    if (showPrompt) parts.push(`${palette.dim('Prompt:')}\n${generated.prompt.split('\n').map(printable).join('\n')}`);
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const extractLines = (
  { path, startLine, text, passage: { source, headings } }: Extract,
  number: number,
  palette: Palette,
  width: number,
): string => {
  const whose = source === undefined ? '' : ` ${palette.dim(`(${printable(source)})`)}`;
  const under = headings.length === 0 ? '' : ` ${palette.dim(printable(headings.join(' > ')))}`;
  const lines = text
    .split('\n')
    .flatMap((line) => wrapped(printable(line.replaceAll('\t', '  ').trimEnd()), width - 4));
  return [
    `[${number}] ${palette.path(`${printable(path)}:${startLine}`)}${whose}${under}`,
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
};

const generatedLines = (
  sentences: readonly GeneratedSentence[],
  dropped: number,
  palette: Palette,
  width: number,
): string => {
  const marked = sentences.map(({ text, supported, citations }) => {
    const cited = citations.map((index) => `[${index + 1}]`).join('');
    const said = printable(text);
    return supported ? `${said} ${cited}` : `${palette.dim(said)} ${palette.warning('[unsupported]')}`;
  });
  if (dropped > 0) marked.push(palette.dim(`(${dropped} left out, not supported)`));
  return marked.length === 0 ? '' : `${palette.dim('Generated:')}\n${wrapped(marked.join(' '), width).join('\n')}`;
};
