import { type CandidateEdit, surprisalBits } from '../lm/languageModel';
import type { ModelWords } from '../lm/ngram/modelWords';
import type { Span } from '../text/span';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';
import type { Finding } from './finding';
import type { SentenceContext } from './sentenceContext';
import type { SentenceScorer } from './sentenceScorer';

/** Words of a sentence, and their probabilities. */
export interface ScoredSentence {
  readonly text: string;
  /** Offsets in `text`. */
  readonly tokens: readonly Token[];
  readonly scorer: SentenceScorer;
  readonly modelWords: ModelWords;
}

/**
 * Log probability of the sentence with an edit of its text, less that without, under the n-gram model (natural logarithm); -Infinity where it is
 * sure to be less than `least`.
 */
export function ngramGain(
  { text, tokens, scorer, modelWords }: ScoredSentence,
  { start, end, replacement }: CandidateEdit,
  least = Number.NEGATIVE_INFINITY,
): number {
  const { first, last } = touchedTokens(tokens, { start, end });
  const from = tokens[first]?.start ?? start;
  const to = tokens[last - 1]?.end ?? end;
  const edited = text.slice(Math.min(from, start), start) + replacement + text.slice(end, Math.max(to, end));
  const words = tokenize(edited, { start: 0, end: edited.length }).map((token) => modelWords.of(token));
  return scorer.gain(first, last, words, least);
}

/** The tokens [first, last) that an edit of a span touches, and those it may join: the neighbours on both sides. */
export function touchedTokens(tokens: readonly Token[], { start, end }: Span): { first: number; last: number } {
  const first = firstEndingAtOrAfter(tokens, start);
  let last = first;
  while (last < tokens.length && tokens[last]!.start <= end) last++;
  return { first, last };
}

/** Fills in what the model says of a finding that was made without it: the surprisal where it starts, and each candidate's gain. */
export function withScores(finding: Finding, context: SentenceContext, modelWords: ModelWords): Finding {
  const { text, scorer } = context;
  const { tokens } = context.sentence;
  const { start, end } = finding;
  const candidates = finding.candidates.map(({ replacement }) => {
    const gain = ngramGain({ text, tokens, scorer, modelWords }, { start, end, replacement });
    return { replacement, gain };
  });
  const first = firstEndingAtOrAfter(tokens, start);
  return { ...finding, surprisalBits: surprisalBits(scorer.logProbability(first)), candidates };
}

function firstEndingAtOrAfter(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
