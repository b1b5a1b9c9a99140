import { ABSENT, PLACEHOLDER } from '../../text/maskedDocument';
import type { Span } from '../../text/span';

/** What stands for inline code, a formula or a citation: a noun that suits a person, a number and a thing, and agrees with any verb. */
export const PLACEHOLDER_NOUN = 'X';

/** A masked text as the model reads it, and where its characters stood. */
export interface ReadText {
  readonly text: string;
  /** Spans of `text` that are PLACEHOLDER_NOUN, ascending. */
  readonly placeholders: readonly Span[];
  /** Offset in the masked text of an end of token in `text`. What is absent belongs to the token before it. */
  toMasked(end: number): number;
}

/** ABSENT is left out; each run of PLACEHOLDER is read as one noun. */
export function readText(masked: string): ReadText {
  if (!/[\uE000\uE001]/.test(masked)) return { text: masked, placeholders: [], toMasked: (end) => end };
  let text = '';
  const placeholders: Span[] = [];
  // Where the masked offset of an end begins to differ by another amount: offsets of `text`, ascending, and the masked offset there.
  const ends: number[] = [];
  const maskedEnds: number[] = [];
  for (const { 0: run, index } of masked.matchAll(/\uE000+|\uE001(?:\uE000*\uE001)*|[^\uE000\uE001]+/g)) {
    if (run[0] === PLACEHOLDER) {
      placeholders.push({ start: text.length, end: text.length + PLACEHOLDER_NOUN.length });
      text += PLACEHOLDER_NOUN;
    } else if (run[0] !== ABSENT) {
      text += run;
    }
    ends.push(text.length);
    maskedEnds.push(index + run.length);
  }
  return {
    text,
    placeholders,
    toMasked(end) {
      // The last run that ends at or before `end`.
      let low = 0;
      let high = ends.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle]! <= end) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? end : Math.min(maskedEnds[low - 1]! + end - ends[low - 1]!, masked.length);
    },
  };
}
