import type { Chunk } from '../chunk';

/** A term that stands in a passage more often counts as often as this. */
export const mostCount = 255;

/** The terms of a passage, counted. */
export interface CountedTerms {
  /** Of all terms, one that is repeated as often as it stands there. */
  readonly length: number;
  /** Pairs: a number in the dictionary, and how often the term stands in the passage, `mostCount` at most. */
  readonly pairs: Uint32Array;
  /** Terms by number; it may grow, and is one object for all that was counted together. */
  readonly dictionary: readonly string[];
}

/** A chunk whose terms somebody may have counted already, as threads do that read files. */
export interface PreparedChunk extends Chunk {
  readonly terms?: CountedTerms;
}
