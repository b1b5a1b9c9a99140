import type { Span } from '../../text/span';
import { estimateTokens } from '../chunking/tokenEstimate';

/**
 * What of a text stands around the sentence that answers best: from there on, and from further back where less follows than there is room for.
 * @param tokens about how many it has at most
 */
export const bestPassage = (text: string, marked: Span, tokens: number): string => {
  const units = Math.floor((text.length * tokens) / Math.max(1, estimateTokens(text)));
  if (units >= text.length) return text;
  const start = wordStart(text, Math.max(0, Math.min(marked.start, text.length - units)));
  return text.slice(start, wordEnd(text, start, Math.min(text.length, start + units)));
};

/** Words are not cut. */
const wordStart = (text: string, from: number): number => {
  if (from === 0 || /\s/.test(text[from - 1]!)) return from;
  const space = text.slice(from).search(/\s/);
  return space < 0 ? from : from + space + 1;
};

const wordEnd = (text: string, start: number, to: number): number => {
  if (to === text.length || /\s/.test(text[to]!)) return to;
  const space = text.slice(start, to).search(/\s\S*$/);
  return space <= 0 ? to : start + space;
};
