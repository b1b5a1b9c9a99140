import type { AskSettings } from '../configuration/askSettings';
import { segmentSentences } from '../text/sentences';
import type { WritingModel } from './ports';
import type { PackedPrompt } from './prompt';

/** Before these a text ends: what would come next is another question. */
const stop = ['\n\n', '\nQuestion:', '\nAnswer:'];
/** The likeliest token each time soon comes round to the same words again. More than this, and words of the passages are avoided too, which an answer should have. */
const repetitionPenalty = 1.05;
/** What is added to a logit for each of the last tokens, three at most, that stand before the token in the passages too. */
const copyBonus = 1;
/** The most that a model reads which does not say. */
const shippedPromptTokens = 900;

export const promptTokensFor = (writer: WritingModel, { promptTokens }: AskSettings): number =>
  Math.min(promptTokens, writer.maxPromptTokens ?? shippedPromptTokens);

/**
 * Has an answer written, and cuts it into sentences. What was cut off by the limit of tokens is left out, unless it is all there is; a sentence that came before is left out too.
 * @throws what the writer throws
 */
export const writtenSentences = async (
  { filled, quoted }: PackedPrompt,
  writer: WritingModel,
  settings: AskSettings,
  onText: (text: string) => void,
  signal?: AbortSignal,
): Promise<string[]> => {
  const { maxTokens, temperature } = settings;
  const { turn } = writer;
  const promptTokens = promptTokensFor(writer, settings);
  let text = '';
  let isWhole = true;
  const options = {
    ...{ maxTokens, temperature, repetitionPenalty, promptTokens, stop, seed: 0 },
    ...(turn && { turn }),
    copied: { text: quoted, bonus: copyBonus },
    priority: 'visible',
  } as const;
  for await (const piece of writer.generate(filled, { ...options, ...(signal && { signal }) })) {
    text += piece.text;
    isWhole = piece.finishReason !== 'length';
    if (piece.text !== '') onText(piece.text);
  }
  signal?.throwIfAborted();
  const sentences = sentencesOf(text);
  const last = sentences.at(-1);
  if (!isWhole && sentences.length > 1 && last !== undefined && !/[.!?]["')\]]*$/.test(last)) sentences.pop();
  const keys = sentences.map((sentence) => sentence.toLowerCase());
  return sentences.filter((_, index) => keys.indexOf(keys[index]!) === index);
};

/** Lines of Markdown that say nothing: headings and fences. */
const silentLine = /^\s*(?:#{1,6}\s|`{3,}|~{3,})/;
const listMark = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;

const sentencesOf = (text: string): string[] =>
  [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    if (silentLine.test(line)) return [];
    const start = index + (listMark.exec(line)?.[0].length ?? 0);
    return segmentSentences(text, { start, end: index + line.length })
      .map((sentence) => text.slice(sentence.start, sentence.end).trim())
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  });
