import type { Answer } from '../../answering/answered';
import { notFound } from './answerText';

/** An answer as Markdown: the question as a heading, the generated text with footnote-like numbers, and a list of extracts with links to their lines. */
export const answerMarkdown = (
  question: string,
  { extracts, generated, refused }: Answer,
  showPrompt: boolean,
): string => {
  const parts = [`## ${escaped(question.replaceAll(/\s+/g, ' ').trim())}`];
  if (refused) parts.push(extracts.length > 0 ? `${notFound} The nearest passages:` : notFound);
  const sentences = generated?.sentences ?? [];
  if (sentences.length > 0)
    parts.push(
      sentences
        .map(({ text, supported, citations }) =>
          supported
            ? `${escaped(text)} ${citations.map((index) => `[${index + 1}]`).join('')}`
            : `_${escaped(text)}_ (not supported)`,
        )
        .join(' '),
    );
  const items = extracts.map(({ path, startLine, text }, index) => {
    const quoted = text.split('\n').map((line) => `   > ${line.trimEnd()}`.trimEnd());
    return [`${index + 1}. [${escaped(path)}:${startLine}](${linkTo(path)}#L${startLine})`, '', ...quoted].join('\n');
  });
  if (items.length > 0) parts.push(items.join('\n\n'));
  if (showPrompt && generated !== null) parts.push(fenced(generated.prompt));
  return `${parts.join('\n\n')}\n`;
};

const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');

const linkTo = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** In a fence that is longer than any in the text. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(({ 0: run }) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
};
