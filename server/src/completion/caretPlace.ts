import type { ProseBlock } from '../text/maskedDocument';
import { segmentSentences } from '../text/sentences';
import type { Token } from '../text/token';
import { tokenize } from '../text/tokens';

/** Where words are asked for: in a sentence, after words, perhaps inside one that is half typed. */
export interface CaretPlace {
  /** Tokens of the sentence before the word. */
  readonly before: readonly Token[];
  /** The half-typed word as it stands; empty where the next word is asked for. */
  readonly typed: string;
  /** Where it begins; an offset in the text. */
  readonly start: number;
}

const wordBeforeCaret = /[\p{L}\p{M}\p{Nd}_'\u2019]*$/u;
const LONGEST_WORD = 60;

/**
 * The place at an offset of a masked text, which is read up to there alone.
 * @param block holds the offset, or ends there
 */
export const caretPlace = (text: string, block: Pick<ProseBlock, 'start' | 'end'>, offset: number): CaretPlace => {
  const [typed = ''] = wordBeforeCaret.exec(text.slice(Math.max(block.start, offset - LONGEST_WORD), offset)) ?? [];
  const start = offset - typed.length;
  // What comes tells whether a stop before it has ended a sentence.
  const next = typed === '' ? 'The' : typed;
  const soFar = text.slice(0, start) + next;
  const sentence = segmentSentences(soFar, { start: block.start, end: soFar.length }).at(-1);
  const before = sentence === undefined ? [] : tokenize(soFar, { start: sentence.start, end: start });
  return { before, typed, start };
};
