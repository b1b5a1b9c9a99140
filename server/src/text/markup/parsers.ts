import type { Node, Root } from '@unified-latex/unified-latex-types';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Grammar, SyntaxParser } from './sourceCode/sourceCodeGrammars';

/** unified-latex's grammar, and its reader of arguments. */
export interface LatexParser {
  /**
   * A tree without arguments attached. Positions are UTF-16 offsets.
   * @throws RangeError when the source nests deeper than the call stack
   */
  parse(source: string): Root;
  /**
   * Takes the arguments that a signature names, in xparse's notation, out of `nodes` from the index `at` on.
   * @returns how many nodes they were
   */
  gobbleArguments(nodes: Node[], signature: string, at: number): number;
}

/**
 * The parsers that are too heavy for the start-up path. `platform` imports the one that a language needs and hands it
 * in, so that this room stays pure and synchronous.
 */
export interface Parsers extends Readonly<Partial<Record<Grammar, SyntaxParser>>> {
  readonly latex?: LatexParser;
  /** parse5's `parse` with `sourceCodeLocationInfo` on. */
  readonly html?: (source: string) => DefaultTreeAdapterTypes.Document;
}

export type ParserName = keyof Parsers;
