import { letterCase } from '../lexicon/letterCase';
import type { Token } from '../text/token';

/**
 * What a word's capitals say of an unknown word: `lowerCase`; `capitalFirst`, where any word has a capital; `capitalInside`, where only
 * a name or a title's word has.
 */
export type CapitalPlace = 'lowerCase' | 'capitalFirst' | 'capitalInside';

/** @param titled whether the words of the block may all have capitals: a heading */
export function capitalPlace(tokens: readonly Token[], index: number, titled: boolean): CapitalPlace {
  const shape = letterCase(tokens[index]!.form);
  if (shape === 'lower' || shape === 'none') return 'lowerCase';
  if (titled || index === 0 || /^["'(:\u2014\u2026]$/.test(tokens[index - 1]!.form)) return 'capitalFirst';
  return 'capitalInside';
}
