import { type SentenceScore, surprisalBits, type TokenScore } from '../../lm/languageModel';
import type { UnigramDivergence } from '../../lm/ngram/divergence';
import { type Comparison, toldContributions } from './compare';
import type { ScoredDocument, ScoredSentence } from './scoredDocument';
import { crossEntropyBits, perplexity, type ScoreTotals, totalsOf } from './totals';

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

const tokenRecord = (token: TokenScore) => ({
  start: token.start,
  end: token.end,
  logProbability: round(token.logProbability),
  surprisalBits: round(surprisalBits(token.logProbability)),
  ...(token.rank === undefined ? {} : { rank: token.rank }),
  ...(token.matchedOrder === undefined ? {} : { matchedOrder: token.matchedOrder }),
  ...(token.outOfVocabulary === undefined ? {} : { outOfVocabulary: token.outOfVocabulary }),
});

/** A score and what follows from it. */
export const totalsRecord = (totals: ScoreTotals) => ({
  logProbability: round(totals.logProbability),
  tokens: totals.tokens,
  outOfVocabulary: totals.outOfVocabulary,
  crossEntropyBits: round(crossEntropyBits(totals)),
  perplexity: round(perplexity(totals)),
});

const scoreRecord = (text: string, score: SentenceScore, withTokens: boolean) => ({
  text,
  ...totalsRecord(totalsOf([score])),
  ...(withTokens ? { tokenScores: score.tokens.map(tokenRecord) } : {}),
});

/** A line of the input, scored as one sentence. */
export const lineRecord = ({ text, score }: Pick<ScoredSentence, 'text' | 'score'>, withTokens: boolean) =>
  scoreRecord(text, score, withTokens);

/** A document with its sentences; token offsets count from the sentence's start. */
export const documentRecord = (document: ScoredDocument, withTokens: boolean) => ({
  path: document.path,
  model: document.model,
  ...totalsRecord(document.totals),
  sentences: document.sentences.map(({ text, start, end, line, score }) => ({
    start,
    end,
    line,
    ...scoreRecord(text, score, withTokens),
  })),
});

const contributionsRecord = ({ contributions }: UnigramDivergence): object[] =>
  contributions
    .slice(0, toldContributions)
    .filter(({ bits }) => bits > 0)
    .map(({ word, bits }) => ({ word, bits: round(bits) }));

/** Two documents, how far apart their words' distributions are, and which words make the difference. */
export const comparisonRecord = ({ documents, forward, backward }: Comparison): object => ({
  documents: documents.map(({ path, model, totals }) => ({ path, model, ...totalsRecord(totals) })),
  divergenceBits: { forward: round(forward.bits), backward: round(backward.bits) },
  contributions: { forward: contributionsRecord(forward), backward: contributionsRecord(backward) },
});
