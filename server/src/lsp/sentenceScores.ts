import * as l10n from '@vscode/l10n';
import type { SentenceScore, TokenScore } from '../lm/languageModel';
import { surprisalBits } from '../lm/languageModel';
import type { NgramLanguageModel } from '../lm/ngram/ngramLanguageModel';
import { NUMBER } from '../lm/ngram/vocabularyForm';
import type { MaskedDocument } from '../text/maskedDocument';
import { segmentSentences } from '../text/sentences';
import type { Span } from '../text/span';

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

/** Scores a sentence and tells of the tokens asked for what else was expected. */
export const tellTokens = async (
  model: NgramLanguageModel,
  text: string,
  sentence: Span,
  wanted: (token: Span) => boolean,
): Promise<{ readonly score: SentenceScore; readonly tokens: readonly ToldToken[] }> => {
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
  return { score, tokens };
};
