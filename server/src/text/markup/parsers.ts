import type { DefaultTreeAdapterTypes } from 'parse5';

/**
 * The parsers that are too heavy for the start-up path. `platform` imports the one that a language needs and hands it
 * in, so that this room stays pure and synchronous.
 */
export interface Parsers {
  /** parse5's `parse` with `sourceCodeLocationInfo` on. */
  readonly html?: (source: string) => DefaultTreeAdapterTypes.Document;
}

export type ParserName = keyof Parsers;
