import type { Span } from '../../text/span';
import { Seam, sentenceStart, type Unit } from './packing';
import { estimateTokens } from './tokenEstimate';

/**
 * Parts of a span that is too long, each short enough: lines, in a line that is too long sentences, then words, and at the worst characters.
 * @param tokens of the span
 */
export const unitsOf = (
  text: string,
  span: Span,
  seam: Seam,
  most: number,
  tokens = estimateTokens(text, span.start, span.end),
): Unit[] => {
  if (tokens <= most) return [{ start: span.start, end: span.end, tokens, seam }];
  return lines(text, span).flatMap((line, index) =>
    divided(text, line, index === 0 ? seam : lineSeam(text, line.start), most, 0),
  );
};

type Divide = (text: string, span: Span, most: number) => { readonly parts: readonly Span[]; readonly seam: Seam };

/** @param level of `divisions`, which are tried from there on */
const divided = (text: string, span: Span, seam: Seam, most: number, level: number): Unit[] => {
  const tokens = estimateTokens(text, span.start, span.end);
  const divide = divisions[level];
  if (tokens <= most || divide === undefined) return [{ start: span.start, end: span.end, tokens, seam }];
  const { parts, seam: inner } = divide(text, span, most);
  return parts.flatMap((part, index) => divided(text, part, index === 0 ? seam : inner, most, level + 1));
};

const cutAfter = (text: string, { start, end }: Span, pattern: RegExp): Span[] => {
  const part = text.slice(start, end);
  const cuts = [...part.matchAll(pattern)].map((match) => start + match.index + match[0].length);
  if (cuts.at(-1) !== end) cuts.push(end);
  return cuts.map((cut, index) => ({ start: cuts[index - 1] ?? start, end: cut }));
};

const lines = (text: string, span: Span): Span[] => cutAfter(text, span, /\n/g);

const sentences: Divide = (text, span) => ({ parts: cutAfter(text, span, sentenceStart), seam: Seam.Sentence });

/** Runs of words of a few tokens each, since a cut between any two need not be weighed. */
const words: Divide = (text, span) => {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of cutAfter(text, span, /\s+|[,;{}()]+/g)) {
    const run = runs.at(-1);
    if (run !== undefined && end - run.start <= 48) run.end = end;
    else runs.push({ start, end });
  }
  return { parts: runs, seam: Seam.Word };
};

/** As many as are sure to fit: no character takes more than three tokens. Both halves of a pair stay together. */
const characters: Divide = (text, { start, end }, most) => {
  const parts: Span[] = [];
  for (let from = start; from < end; ) {
    let to = Math.min(end, from + Math.max(2, Math.floor(most / 3)));
    if (to < end && text.codePointAt(to - 1)! > 0xffff) to--;
    parts.push({ start: from, end: to });
    from = to;
  }
  return { parts, seam: Seam.Character };
};

/** Coarsest first. */
const divisions: readonly Divide[] = [sentences, words, characters];

const item = /^\s*(?:[-*+|>#]|\d+[.)]\s|[A-Za-z_][\w-]*:\s)/;

/** A line begins something where it looks like an item, or where the line before ends a sentence. */
const lineSeam = (text: string, start: number): Seam => {
  if (item.test(text.slice(start, start + 80))) return Seam.Line;
  return /[.!?:;{}),]["')\]*_`]*\s*$/.test(text.slice(Math.max(0, start - 12), start)) ? Seam.Line : Seam.Wrap;
};
