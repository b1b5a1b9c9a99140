import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import { type Stem, stemmerOf } from './stemming';
import { stemsOf } from './terms';

/**
 * The sentence that has most of a query's terms, as a span of the text; the shorter where two have as many. A heading answers less.
 * @param byLines whether lines are looked at, as of code, instead of sentences
 */
export const bestSentence = (
  text: string,
  query: string,
  { byLines = false, stem = stemmerOf('english') }: { readonly byLines?: boolean; readonly stem?: Stem } = {},
): Span => {
  const wanted = new Set(stemsOf(query, stem));
  let best: Span = { start: 0, end: text.length };
  let bestScore = 0;
  for (const sentence of byLines ? linesOf(text) : sentencesOf(text)) {
    const found = new Set(stemsOf(text.slice(sentence.start, sentence.end), stem).filter((term) => wanted.has(term)));
    const isHeading = !byLines && /^\s*#{1,6}\s/.test(text.slice(sentence.start, sentence.end));
    const score = found.size - (isHeading ? 0.5 : 0) - (sentence.end - sentence.start) / 1e6;
    if (score > bestScore) {
      best = sentence;
      bestScore = score;
    }
  }
  return best;
};

/** Sentences of a passage, paragraph by paragraph, in order; of code or a table too, since it is not told what it is. */
export const sentencesOf = (text: string): Span[] => {
  const spans: Span[] = [];
  for (const { index, 0: paragraph } of text.matchAll(/(?:[^\n]+\n?)+/g))
    spans.push(...segmentSentences(text, { start: index, end: index + paragraph.length }));
  return spans;
};

/** Without the white space around them. */
const linesOf = (text: string): Span[] =>
  [...text.matchAll(/\S[^\n]*/g)].map(({ index, 0: line }) => ({ start: index, end: index + line.trimEnd().length }));
