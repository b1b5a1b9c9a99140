import { segmentSentences } from '../text/sentences';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';

/** Where words are asked for: in a sentence, after words, perhaps inside one that is half typed. */
export interface CaretPlace {
  /** Tokens of the sentence before the word. */
  readonly before: readonly Token[];
  /** The half-typed word as it stands; empty where the next word is asked for. */
  readonly typed: string;
}

const wordBeforeCaret = /[\p{L}\p{M}\p{Nd}_'\u2019]*$/u;
const LONGEST_WORD = 60;

/**
 * The place behind a text.
 * @param prose masked, from the beginning of a block to the caret
 */
export const caretPlace = (prose: string): CaretPlace => {
  const [typed = ''] = wordBeforeCaret.exec(prose.slice(-LONGEST_WORD)) ?? [];
  const end = prose.length - typed.length;
  // What comes tells whether a stop before it has ended a sentence.
  const soFar = prose.slice(0, end) + (typed === '' ? 'The' : typed);
  const sentence = segmentSentences(soFar, { start: 0, end: soFar.length }).at(-1);
  const before = sentence === undefined ? [] : tokenize(soFar, { start: sentence.start, end });
  return { before, typed };
};
