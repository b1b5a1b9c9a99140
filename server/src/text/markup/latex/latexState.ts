import type { BlockKind } from '../../maskedDocument';

/** Whether text is prose here: only in `body`; `preamble` and `float` have some in the arguments of macros, `table` in its cells. */
export type LatexMode = 'preamble' | 'body' | 'float' | 'table';

export interface LatexContext {
  readonly mode: LatexMode;
  readonly kind: BlockKind;
}

export interface OpenEnvironment extends LatexContext {
  readonly name: string;
}

/** What a piece hands on to the next. */
export interface LatexState extends LatexContext {
  /** The environments that are open, and what to come back to at their ends. */
  readonly environments: readonly OpenEnvironment[];
  /** What to come back to at the paragraph's end, in a heading or caption. */
  readonly outer?: LatexContext | undefined;
  /** Whether a block is open. */
  readonly open: boolean;
  /** The same for states that are equal. */
  readonly key: string;
}

export const keyed = (state: Omit<LatexState, 'key'>): LatexState => ({ ...state, key: JSON.stringify(state) });

export const initialState = (mode: LatexMode): LatexState =>
  keyed({ mode, kind: 'paragraph', environments: [], open: false });
