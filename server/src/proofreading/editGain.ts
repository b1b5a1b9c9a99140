import { surprisalBits } from '../lm/languageModel';
import type { ModelWords } from '../lm/ngram/modelWords';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';
import type { Finding } from './finding';
import type { SentenceContext } from './sentenceContext';

/** Fills in what the model says of a finding that was made without it: the surprisal where it starts, and each candidate's gain. */
export function withScores(finding: Finding, context: SentenceContext, modelWords: ModelWords): Finding {
  const { tokens } = context.sentence;
  // The tokens that the edit touches, and those it may join: the neighbours on both sides.
  const first = firstEndingAtOrAfter(tokens, finding.start);
  let last = first;
  while (last < tokens.length && tokens[last]!.start <= finding.end) last++;
  const from = tokens[first]?.start ?? finding.start;
  const to = tokens[last - 1]?.end ?? finding.end;
  const before = context.text.slice(Math.min(from, finding.start), finding.start);
  const after = context.text.slice(finding.end, Math.max(to, finding.end));
  const candidates = finding.candidates.map(({ replacement }) => {
    const text = before + replacement + after;
    const words = tokenize(text, { start: 0, end: text.length }).map((token) => modelWords.of(token));
    return { replacement, gain: context.scorer.gain(first, last, words) };
  });
  return { ...finding, surprisalBits: surprisalBits(context.scorer.logProbability(first)), candidates };
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
