import type { Span } from '../../text/span';
import type { GrammarEdit } from './grammarEdit';

/** A candidate edit on its way through the cascade. */
export interface Candidate {
  readonly edit: GrammarEdit;
  /** Log probability of the sentence with the edit less that without, in nats: under the n-gram model, and under the model that judged last. */
  readonly ngramGain: number;
  readonly gain: number;
  /** Of what it replaces, or of what it is put in before; under the model that judged last. */
  readonly surprisalBits: number;
  /** Values of the features that are known so far, in the order of `featureNames`. */
  readonly features: readonly number[];
  /** Log odds that the edit is right, of the classifier that judged last, at the rate of errors that it was trained at. */
  readonly logOdds: number;
}

/** Whether at most one of two edits can be made. */
const exclude = (one: Span, other: Span): boolean =>
  one.start === other.start || (one.start < other.end && other.start < one.end);

/** Whether edits are at the same or neighbouring places, so that one may make the other needless. */
export const areRivals = (one: Span, other: Span): boolean => one.start <= other.end + 1 && other.start <= one.end + 1;

/** How a value stands among those of its rivals. */
export interface Standing {
  /** Less the best rival's, or less 0, which is what changing nothing gains. */
  readonly margin: number;
  /** The same among those only that it excludes. */
  readonly ownMargin: number;
  /** How many rivals have more. */
  readonly better: number;
  readonly rivals: number;
}

/** @param edits ascending by start */
export function standings(edits: readonly Span[], values: readonly number[]): Standing[] {
  const furthestEnds: number[] = [];
  let furthest = 0;
  for (const { end } of edits) {
    furthest = Math.max(furthest, end);
    furthestEnds.push(furthest);
  }
  return edits.map((edit, index) => {
    const own = values[index]!;
    let best = 0;
    let bestExcluded = 0;
    let better = 0;
    let rivals = 0;
    // Edits by the dozen at each word of a long sentence: only those near are looked at.
    let place = index;
    while (place > 0 && furthestEnds[place - 1]! + 1 >= edit.start) place--;
    for (; place < edits.length; place++) {
      const other = edits[place]!;
      if (other.start > edit.end + 1) break;
      if (place === index || !areRivals(edit, other)) continue;
      const value = values[place]!;
      if (value > bestExcluded && exclude(edit, other)) bestExcluded = value;
      if (value > best) best = value;
      if (value > own) better++;
      rivals++;
    }
    return { margin: own - best, ownMargin: own - bestExcluded, better, rivals };
  });
}
