import { surprisalBits } from '../../lm/languageModel';
import type { UnigramDivergence } from '../../lm/ngram/divergence';
import { printable } from '../console';
import { cutText } from '../cutText';
import { type Comparison, toldContributions } from './compare';
import type { ScoredDocument, ScoredSentence } from './scoredDocument';
import { crossEntropyBits, perplexity, type ScoreTotals, totalsOf } from './totals';

const heading = '  bits/token  perplexity  tokens  text';

/** A number in at most ten places. */
const shown = (value: number): string => (value < 1e7 ? value.toFixed(value < 100 ? 2 : 1) : value.toExponential(2));

/** Of no tokens there is neither cross-entropy nor perplexity. */
const row = (totals: ScoreTotals, text: string): string => {
  const measures = totals.tokens === 0 ? ['-', '-'] : [shown(crossEntropyBits(totals)), shown(perplexity(totals))];
  return `${measures.map((measure) => measure.padStart(12)).join('')}${String(totals.tokens).padStart(8)}  ${text}`;
};

const tokenRows = ({ text, score }: ScoredSentence): string[] =>
  score.tokens.map((token) => {
    const form = token.end > token.start ? cutText(text.slice(token.start, token.end), 40) : 'end of sentence';
    const notes = [
      token.rank === undefined ? '' : `rank ${token.rank}`,
      token.outOfVocabulary === true ? 'not in the vocabulary' : '',
    ].filter((note) => note !== '');
    return `${shown(surprisalBits(token.logProbability)).padStart(12)}${' '.repeat(22)}${form}${
      notes.length > 0 ? ` (${notes.join(', ')})` : ''
    }`;
  });

/** A table of a document's sentences and, last, the whole. */
export const documentText = (document: ScoredDocument, withTokens: boolean, columns: number): string => {
  const room = Math.max(20, columns - 36);
  const rows = document.sentences.flatMap((sentence) => [
    row(totalsOf([sentence.score]), cutText(sentence.text, room)),
    ...(withTokens ? tokenRows(sentence) : []),
  ]);
  const count = document.sentences.length;
  const whole = `${printable(document.path)}, ${count} ${count === 1 ? 'sentence' : 'sentences'}, log likelihood ${document.totals.logProbability.toFixed(2)}`;
  return `${[heading, ...rows, row(document.totals, whole)].join('\n')}\n`;
};

const divergenceText = (
  from: ScoredDocument,
  to: ScoredDocument,
  { bits, contributions }: UnigramDivergence,
): string => {
  const words = contributions.filter((contribution) => contribution.bits > 0).slice(0, toldContributions);
  const told = words.length === 0 ? '' : `; most by ${words.map(({ word }) => printable(word)).join(', ')}`;
  return `  ${printable(from.path)} from ${printable(to.path)}: ${bits.toFixed(3)} bits a word${told}`;
};

/** Two documents side by side, and the divergence both ways. */
export const comparisonText = ({ documents: [first, second], forward, backward }: Comparison): string =>
  `${[
    heading,
    row(first.totals, printable(first.path)),
    row(second.totals, printable(second.path)),
    '',
    "Kullback-Leibler divergence of their words' smoothed distributions:",
    divergenceText(first, second, forward),
    divergenceText(second, first, backward),
  ].join('\n')}\n`;
