import type { Span } from './span';

/**
 * - `word`: letters, with inner apostrophes; the possessive or clitic `'s` of an open-class word is a token of its own.
 *   An abbreviation with inner stops is one word with them (`e.g.`, `U.S.`).
 * - `number`: digits with inner separators (`3.14`, `1,000`, `10th`).
 * - `punctuation`: one mark, or an ellipsis or dash run.
 * - `placeholder`: masked inline code, formula, citation; reads as a noun.
 * - `identifier`: URL, e-mail, path, version, hash, unit, CamelCase, snake_case, word with digits: never a spelling mistake.
 */
export type TokenKind = 'word' | 'number' | 'punctuation' | 'placeholder' | 'identifier';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written, without ABSENT characters, apostrophes and quotes straightened (U+2019 to U+0027), NFC. */
  readonly form: string;
  /** Whether white space, or the sentence's start, comes before. */
  readonly spaceBefore: boolean;
}

export interface Sentence extends Span {
  readonly tokens: readonly Token[];
}
