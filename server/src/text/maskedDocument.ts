import type { Span } from './span';

/**
 * Stands where markup was that is not part of the prose: emphasis marks, a comment's `//` on a continuation line.
 * Readers skip it as if it were not there, inside a word too: `un*believ*able` is one word.
 */
export const ABSENT = '\uE000';

/** Stands where inline code, a formula, a citation or a bare link was: a run of it reads as one noun. */
export const PLACEHOLDER = '\uE001';

export type BlockKind = 'paragraph' | 'heading' | 'listItem' | 'tableCell' | 'quote' | 'caption' | 'comment';

/** A run of prose that sentences do not cross. */
export interface ProseBlock extends Span {
  readonly kind: BlockKind;
}

/** Words that name something in the code around the prose, whatever their capitals, and words that such names are made of. */
export interface NamesOfCode {
  has(word: string): boolean;
}

/**
 * A document with its markup masked, never deleted: `text` has the source's length, so an offset in one is an offset in the other.
 * What lies outside `blocks` is not prose (code, front matter, markup). A line break inside a block stays as it is and reads as a space.
 * A character reference (`&eacute;`) reads as its character, padded with ABSENT so that an edit of the word covers all of it.
 * Source characters that happen to equal ABSENT or PLACEHOLDER are masked as U+FFFD.
 */
export interface MaskedDocument {
  readonly text: string;
  /** Ascending, disjoint. */
  readonly blocks: readonly ProseBlock[];
  /** Of source code only. */
  readonly names?: NamesOfCode;
}
