import type { Span } from '../../text/span';
import type { Candidate, Finding } from '../finding';
import type { Accepted } from './decision';
import { editMessage } from './editMessage';
import type { GrammarEdit } from './grammarEdit';
import type { GrammarRequest } from './grammarRequest';

/** What is to stand in place of a span of the sentence: one accepted edit, or several that came to meet. */
export interface Correction extends GrammarEdit {
  readonly gain: number;
  readonly confidence: number;
  readonly surprisalBits: number;
  /** What else may be meant in its place, likeliest first; nothing where several edits came to meet, of which each was judged with the others made. */
  readonly others: readonly Candidate[];
}

/** The sentence with its corrections made. */
export function corrected(sentence: string, corrections: readonly Correction[]): string {
  let text = '';
  let from = 0;
  for (const { start, end, replacement } of corrections) {
    text += sentence.slice(from, start) + replacement;
    from = end;
  }
  return text + sentence.slice(from);
}

/** How far from a correction, in UTF-16 units, edits are judged once more after it: about three words. */
const NEAR = 16;

/** Edits of the corrected sentence that are near what was corrected. */
export function nearCorrections(edits: readonly GrammarEdit[], corrections: readonly Correction[]): GrammarEdit[] {
  const places = placesIn(corrections);
  return edits.filter((edit) => places.some(({ start, end }) => edit.start <= end + NEAR && edit.end >= start - NEAR));
}

/** Spans of the corrections in the corrected sentence. */
function placesIn(corrections: readonly Correction[]): Span[] {
  let moved = 0;
  return corrections.map(({ start, end, replacement }) => {
    const place = { start: start + moved, end: start + moved + replacement.length };
    moved += replacement.length - (end - start);
    return place;
  });
}

/**
 * Corrections with more edits, which are of the corrected sentence; those that meet become one. What comes to nothing is left out.
 * @param accepted ascending, disjoint
 */
export function withAccepted(
  sentence: string,
  corrections: readonly Correction[],
  accepted: readonly Accepted[],
): Correction[] {
  const result: Correction[] = [...corrections];
  // From behind, so that the places of the others stay.
  for (const { edit, gain, confidence, surprisalBits, others } of [...accepted].reverse()) {
    const places = placesIn(result);
    const first = places.findIndex(({ end }) => end >= edit.start);
    const from = first < 0 ? result.length : first;
    let to = from;
    while (to < result.length && places[to]!.start <= edit.end) to++;
    const met = result.slice(from, to);
    const moved = result.slice(0, from).reduce((sum, one) => sum + one.replacement.length - (one.end - one.start), 0);
    const movedAfter = met.reduce((sum, one) => sum + one.replacement.length - (one.end - one.start), moved);
    const start = to > from ? Math.min(edit.start, places[from]!.start) : edit.start;
    const end = to > from ? Math.max(edit.end, places[to - 1]!.end) : edit.end;
    const present = corrected(sentence, result);
    const merged: Correction = {
      start: start - moved,
      end: end - movedAfter,
      replacement: present.slice(start, edit.start) + edit.replacement + present.slice(edit.end, end),
      editClass: met[0]?.editClass ?? edit.editClass,
      gain: met.reduce((sum, one) => sum + one.gain, gain),
      confidence: met.reduce((least, one) => Math.min(least, one.confidence), confidence),
      surprisalBits: met[0]?.surprisalBits ?? surprisalBits,
      others: met.length > 0 ? [] : others.map((other) => ({ replacement: other.edit.replacement, gain: other.gain })),
    };
    const changes = sentence.slice(merged.start, merged.end) !== merged.replacement;
    result.splice(from, to - from, ...(changes ? [merged] : []));
  }
  return result;
}

export const findingOf = ({ sentence, tokens }: GrammarRequest, correction: Correction): Finding => ({
  start: correction.start,
  end: correction.end,
  kind: 'grammar',
  code: correction.editClass,
  message: editMessage(sentence, tokens, correction, correction.gain),
  confidence: correction.confidence,
  surprisalBits: correction.surprisalBits,
  candidates: [{ replacement: correction.replacement, gain: correction.gain }, ...correction.others],
  safe: false,
});
