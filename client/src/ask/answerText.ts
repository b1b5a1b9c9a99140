import type { AnswerExtract, AnswerSentence } from '../../../server/src/shared/askProtocol';
import type { Translate } from '../search/hitText';
import type { AskedQuestion } from './askedQuestion';

/** The line of its file, counted from 1, that an extract begins in. */
export const lineOf = ({ range, firstLine = 0 }: Pick<AnswerExtract, 'range' | 'firstLine'>): number =>
  firstLine + range.start.line + 1;

/** The path of an extract's file, as people write it. */
const fileOf = ({ path, folder, source }: AnswerExtract): string => {
  const owner = folder ?? source;
  return owner === undefined ? path : `${owner}/${path}`;
};

/** Where an extract stands, as people write it. */
export const placeOf = (extract: AnswerExtract): string => `${fileOf(extract)}:${lineOf(extract)}`;

export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** How far an answer is, in a few words. */
export const stateText = (asked: AskedQuestion, t: Translate): string => {
  switch (asked.state) {
    case 'asking':
      return asked.hasLooked ? t('writing…') : t('looking for passages…');
    case 'cancelled':
      return t('cancelled');
    case 'failed':
      return t('not answered');
    case 'answered':
      return asked.isRefused ? notFoundText(t) : t('{0} citations', asked.extracts.length);
  }
};

/** Who wrote the generated sentences: not known before all of them have come. */
export const writerOf = ({ result }: AskedQuestion, t: Translate): string =>
  result?.generated?.model ?? t('the language model');

/** What is wrong with an answer, or missing of it: a sentence each. */
export const missing = ({ result, problem }: AskedQuestion, t: Translate): readonly string[] => {
  const dropped = result?.generated?.dropped ?? 0;
  return [
    problem,
    dropped > 0 ? t('Sentences left out, as no passage supports them: {0}.', dropped) : undefined,
    ...(result?.notes ?? []),
    result?.store?.problem,
  ].filter((note) => note !== undefined);
};

export const notFoundText = (t: Translate): string => t('Not found in this workspace');

export const unsupportedText = (t: Translate): string => t('not supported by the passages');

/** An answer with its citations, as Markdown: links are relative to the workspace's folder. */
export const answerMarkdown = (asked: AskedQuestion, t: Translate): string => {
  const written = asked.sentences.map((sentence) => sentenceMarkdown(asked, sentence, t));
  const parts = [
    `**${escaped(onOneLine(asked.question))}**`,
    ...(asked.isRefused ? [`_${notFoundText(t)}_`] : []),
    ...(written.length === 0
      ? []
      : [written.join(' '), `_${t('Written by {0}: likely, not certain.', writerOf(asked, t))}_`]),
    ...missing(asked, t).map((note) => `_${escaped(note)}_`),
    ...asked.extracts.map(
      (extract, place) => `${place + 1}. ${linkMarkdown(extract)}: ${escaped(onOneLine(extract.text))}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
};

const sentenceMarkdown = (asked: AskedQuestion, sentence: AnswerSentence, t: Translate): string => {
  const marks = sentence.citations
    .filter((place) => asked.extracts[place] !== undefined)
    .map((place) => ` \\[${place + 1}\\]`);
  const warning = sentence.supported ? '' : ` _(${unsupportedText(t)})_`;
  return `${escaped(onOneLine(sentence.text))}${marks.join('')}${warning}`;
};

const linkMarkdown = (extract: AnswerExtract): string => {
  const target = fileOf(extract).split('/').map(encodeURIComponent).join('/').replace(/[()]/g, encodedParenthesis);
  return `[${escaped(placeOf(extract))}](${target}#L${lineOf(extract)})`;
};

const encodedParenthesis = (mark: string): string => (mark === '(' ? '%28' : '%29');

/** Text as Markdown shows it: neither what a file holds nor what a model writes is markup. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/^(\d+)([.)])|^([#+-])/, '$1\\$2$3');
