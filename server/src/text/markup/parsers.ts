import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Grammar, SyntaxParser } from './sourceCodeGrammars';

/**
 * The parsers that are too heavy for the start-up path. `platform` imports the one that a language needs and hands it
 * in, so that this room stays pure and synchronous.
 */
export interface Parsers extends Readonly<Partial<Record<Grammar, SyntaxParser>>> {
  /** parse5's `parse` with `sourceCodeLocationInfo` on. */
  readonly html?: (source: string) => DefaultTreeAdapterTypes.Document;
}

export type ParserName = keyof Parsers;
