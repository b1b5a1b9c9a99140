import { segmentSentences } from '../../text/sentences';
import type { Span } from '../../text/span';
import { type Stem, stemmerOf } from './stemming';
import { stemsOf } from './terms';

/** The sentence, or line of code, that has most of a query's terms, as a span of the text; the shorter where two have as many. A heading answers less. */
export const bestSentence = (text: string, query: string, stem: Stem = stemmerOf('english')): Span => {
  const wanted = new Set(stemsOf(query, stem));
  let best: Span = { start: 0, end: text.length };
  let bestScore = 0;
  for (const sentence of sentencesOf(text)) {
    const found = new Set(stemsOf(text.slice(sentence.start, sentence.end), stem).filter((term) => wanted.has(term)));
    const isHeading = /^\s*#{1,6}\s/.test(text.slice(sentence.start, sentence.end));
    const score = found.size - (isHeading ? 0.5 : 0) - (sentence.end - sentence.start) / 1e6;
    if (score > bestScore) {
      best = sentence;
      bestScore = score;
    }
  }
  return best;
};

const sentencesOf = (text: string): Span[] => {
  const spans: Span[] = [];
  for (const { index, 0: paragraph } of text.matchAll(/(?:[^\n]+\n?)+/g))
    spans.push(...segmentSentences(text, { start: index, end: index + paragraph.length }));
  return spans;
};
