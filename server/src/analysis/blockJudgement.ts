import type { WordSet } from '../lexicon/wordSet';
import type { Finding } from '../proofreading/finding';
import type { ProofreadingSettings } from '../proofreading/settings';
import type { Span } from '../text/span';

/** A sentence of a block, from its first token to its last; offsets are counted from the block's start. */
export interface SentencePlace extends Span {
  readonly key: number;
}

/** What is known of one block of prose; offsets are counted from its start. */
export interface BlockJudgement {
  /** Ascending, disjoint. */
  readonly findings: readonly Finding[];
  readonly words: number;
  readonly sentences: number;
  /** Where its sentences stand, for the grammar tier. */
  readonly places: readonly SentencePlace[];
}

export interface Judging {
  readonly settings: ProofreadingSettings;
  readonly dictionary: WordSet;
  /** Of what findings of grammar depend on beside the text; undefined where nobody asks for them. */
  readonly grammarSeed?: number;
}
