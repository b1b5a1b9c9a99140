import type { SubwordTokenizer } from './tokenizer';

/** Tokens of a prompt that are read at most unless it is said, and by how many its beginning moves on when there are more. */
const PROMPT_TOKENS = 512;
const STEP_TOKENS = 128;
/** Characters before these are not even cut into tokens. Counted from the beginning, as the steps are. */
const PROMPT_CHARACTERS = 16_384;
const STEP_CHARACTERS = 4096;

/**
 * The last tokens of a prompt. Where they begin moves in steps, so that a text that grows at its end mostly keeps its beginning and what
 * was read of it.
 */
export function promptWindow(tokenizer: SubwordTokenizer, text: string, most = PROMPT_TOKENS): number[] {
  const start = steppedStart(text.length, PROMPT_CHARACTERS, STEP_CHARACTERS);
  // Not in the middle of a word.
  const begin = start === 0 ? 0 : start + Math.max(0, text.slice(start).search(/\s/));
  const { ids } = tokenizer.encode(text.slice(begin));
  return ids.slice(steppedStart(ids.length, most, STEP_TOKENS));
}

/** The first multiple of `step` from which on there are at most `most`. */
export const steppedStart = (length: number, most: number, step: number): number =>
  length <= most ? 0 : Math.ceil((length - most) / step) * step;
