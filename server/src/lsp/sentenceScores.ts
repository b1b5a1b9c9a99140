import * as l10n from '@vscode/l10n';
import type { SentenceScore, TokenScore } from '../lm/languageModel';
import { surprisalBits } from '../lm/languageModel';
import type { NgramLanguageModel } from '../lm/ngram/ngramLanguageModel';
import { NUMBER } from '../lm/ngram/vocabularyForm';
import type { MaskedDocument } from '../text/maskedDocument';
import { segmentSentences } from '../text/sentences';
import type { Span } from '../text/span';
import type { NeuralWords } from './neuralWords';

/** Continuations that are told of one place. */
const TOLD_CONTINUATIONS = 5;

/** The sentence of a masked document that an offset lies in; undefined outside of prose. */
export const sentenceAt = ({ text, blocks }: MaskedDocument, offset: number): Span | undefined => {
  const block = blocks.find(({ start, end }) => start <= offset && offset <= end);
  if (block === undefined) return undefined;
  const sentences = segmentSentences(text, block);
  return sentences.find(({ end }) => offset < end) ?? sentences.at(-1);
};

/** The sentences of a masked document that touch one of some spans, ascending. */
export function* sentencesIn({ text, blocks }: MaskedDocument, spans: readonly Span[]): Generator<Span> {
  const touches = ({ start, end }: Span) => spans.some((span) => start < span.end && span.start < end);
  for (const block of blocks) {
    if (!touches(block)) continue;
    for (const sentence of segmentSentences(text, block)) if (touches(sentence)) yield sentence;
  }
}

/** A continuation in words: the model has one form for all numbers. */
const shownForm = (text: string): string => (text === NUMBER ? l10n.t('a number') : text);

/** A token's score with what the model expected in its place. */
export interface ToldToken extends TokenScore {
  readonly bits: number;
  readonly probability: number;
  readonly expected: readonly { readonly text: string; readonly probability: number }[];
}

/** A sentence with what a model thinks of some of its words. */
export interface ToldSentence {
  /** The model's name. */
  readonly model: string;
  readonly score: SentenceScore;
  readonly tokens: readonly ToldToken[];
}

/** Scores a sentence and tells of the tokens asked for what else was expected. */
export const tellTokens = async (
  model: NgramLanguageModel,
  text: string,
  sentence: Span,
  wanted: (token: Span) => boolean,
): Promise<ToldSentence> => {
  const score = model.scoreSentence(text, sentence, { rank: wanted });
  const tokens: ToldToken[] = [];
  for (const token of score.tokens) {
    // The end of the sentence is no token that anybody points at.
    if (token.start === token.end || !wanted(token)) continue;
    const continuations = await model.next(text.slice(sentence.start, token.start), TOLD_CONTINUATIONS);
    tokens.push({
      ...token,
      bits: surprisalBits(token.logProbability),
      probability: Math.exp(token.logProbability),
      expected: continuations
        .filter((continuation) => continuation.text !== '')
        .map((continuation) => ({
          text: shownForm(continuation.text),
          probability: Math.exp(continuation.logProbability),
        })),
    });
  }
  return { model: model.id, score, tokens };
};

export interface WordsAsked {
  readonly uri: string;
  readonly purpose: 'hover' | 'explanation';
  /** How long the model is waited for once it is loaded, and for what it expected of each word. */
  readonly withinMs: number;
}

/** The same by the neural model; undefined where that is not at hand. */
export const tellNeuralWords = async (
  neural: NeuralWords,
  text: string,
  sentence: Span,
  wanted: (token: Span) => boolean,
  { uri, purpose, withinMs }: WordsAsked,
): Promise<ToldSentence | undefined> => {
  const read = text.slice(sentence.start, sentence.end);
  const [words] = (await neural.words({ uri, purpose, sentences: [read], withinMs })) ?? [];
  if (words === undefined) return undefined;
  const scores = words.map(
    ({ start, end, logProbability, rank }): TokenScore => ({
      start: sentence.start + start,
      end: sentence.start + end,
      logProbability,
      ...(rank !== undefined && { rank }),
    }),
  );
  const told = scores.filter((token) => token.start < token.end && wanted(token));
  const contexts = told.map((token) => text.slice(sentence.start, token.start).trimEnd());
  const expected = await neural.expected({ uri, purpose, withinMs }, contexts, TOLD_CONTINUATIONS);
  const tokens = told.map(
    (token, index): ToldToken => ({
      ...token,
      bits: surprisalBits(token.logProbability),
      probability: Math.exp(token.logProbability),
      expected: expected[index]!.map((one) => ({ text: one.text.trim(), probability: Math.exp(one.logProbability) })),
    }),
  );
  const logProbability = scores.reduce((sum, one) => sum + one.logProbability, 0);
  return { model: await neural.id(), score: { logProbability, tokens: scores }, tokens };
};
