import type { CountedNgrams } from './ngramCounter';
import { SENTENCE_START_ID } from './vocabulary';

/**
 * Called for each distinct n-gram of an order, in suffix order within its order, longer ones before their suffixes.
 * `reversed` holds its words, last first, in its first `order` places; the array is reused.
 */
export type AdjustedCountVisitor = (order: number, reversed: Uint32Array, raw: number, adjusted: number) => void;

/**
 * Derives the n-grams of all lower orders, with raw and adjusted counts, from those of the highest order in one pass.
 * The adjusted count (Kneser and Ney 1995; Heafield et al. 2013, section 3.2) is the number of distinct words to the left;
 * for the highest order, and for n-grams that begin with `<s>`, it is the raw count.
 */
export function scanAdjustedCounts(counts: CountedNgrams, visit: AdjustedCountVisitor): void {
  const highest = counts.order;
  const words = new Uint32Array(highest);
  const raw = new Float64Array(highest + 1);
  const adjusted = new Float64Array(highest + 1);
  /** Orders 1 to `open` are being counted for the words held. */
  let open = 0;

  counts.scan((reversed, count) => {
    let common = 0;
    while (common < open && reversed[common] === words[common]) common++;
    for (let order = open; order > common; order--) visit(order, words, raw[order]!, adjusted[order]!);
    for (let order = 1; order <= common; order++) raw[order]! += count;
    for (let i = common; i < highest; i++) words[i] = reversed[i]!;
    open = common;
    while (open < highest && !(open > 0 && words[open - 1] === SENTENCE_START_ID)) {
      open++;
      raw[open] = count;
      const whole = open === highest || words[open - 1] === SENTENCE_START_ID;
      adjusted[open] = whole ? count : 0;
      if (open > 1) adjusted[open - 1]!++;
    }
  });
  for (let order = open; order > 0; order--) visit(order, words, raw[order]!, adjusted[order]!);
}
