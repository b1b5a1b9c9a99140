import type { LanguageModel, SentenceScore } from '../../lm/languageModel';
import type { DecodedText } from '../../platform/encoding';
import { loadParsers } from '../../platform/parsers';
import { maskDocument } from '../../text/markup/maskDocument';
import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import { LineIndex } from '../report/lineIndex';
import { type ScoreTotals, totalsOf } from './totals';

export interface ScoredSentence extends Span {
  /** The line it starts on, from 1. */
  readonly line: number;
  /** As the source has it. */
  readonly text: string;
  /** With markup masked: what the model reads. */
  readonly masked: string;
  readonly score: SentenceScore;
}

export interface ScoredDocument {
  readonly path: string;
  readonly model: string;
  readonly sentences: readonly ScoredSentence[];
  readonly totals: ScoreTotals;
}

/** Sentences handed to the model at once: the neural model takes some seconds for them. */
const batch = 128;

type SentenceText = Omit<ScoredSentence, 'score'>;

const lineSentences = (text: string): SentenceText[] => {
  const lines = new LineIndex(text);
  return Array.from({ length: lines.count }, (_, index) => {
    const span = lines.line(index + 1);
    const line = text.slice(span.start, span.end);
    return { ...span, line: index + 1, text: line, masked: line };
  });
};

const proseSentences = async (text: string, languageId: string): Promise<SentenceText[]> => {
  const snapshot = { uri: 'score:', version: 0, languageId, text };
  const masked = maskDocument(snapshot, await loadParsers([languageId]));
  const lines = new LineIndex(text);
  return masked.blocks.flatMap((block) =>
    segmentSentences(masked.text, block).map(({ start, end }) => ({
      start,
      end,
      line: lines.lineAt(start),
      text: text.slice(start, end),
      masked: masked.text.slice(start, end),
    })),
  );
};

export interface ScoringOptions {
  readonly languageId: string;
  /** Each line is a sentence, as it stands. */
  readonly byLine: boolean;
  /** Ranks cost a pass over the vocabulary a token. */
  readonly rank: boolean;
  /** Is given sentences as they are scored. */
  readonly onScored?: (sentences: readonly ScoredSentence[]) => Promise<void>;
}

/** Scores each sentence of a document, with its markup masked, or each of its lines. */
export const scoreDocument = async (
  model: LanguageModel,
  path: string,
  { text }: Pick<DecodedText, 'text'>,
  { languageId, byLine, rank, onScored }: ScoringOptions,
): Promise<ScoredDocument> => {
  const sentences = byLine ? lineSentences(text) : await proseSentences(text, languageId);
  const scored: ScoredSentence[] = [];
  for (let from = 0; from < sentences.length; from += batch) {
    const part = sentences.slice(from, from + batch);
    const scores = await model.score(
      part.map(({ masked }) => masked),
      { rank },
    );
    const scoredPart = part.map((sentence, index) => ({ ...sentence, score: scores[index]! }));
    scored.push(...scoredPart);
    await onScored?.(scoredPart);
  }
  return { path, model: model.id, sentences: scored, totals: totalsOf(scored.map(({ score }) => score)) };
};
