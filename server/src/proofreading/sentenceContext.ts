import type { WordSet } from '../lexicon/wordSet';
import type { BlockKind } from '../text/maskedDocument';
import type { Sentence } from '../text/token';
import type { SentenceScorer } from './sentenceScorer';
import type { ProofreadingSettings } from './settings';

/** One sentence with everything a finding in it may depend on. */
export interface SentenceContext {
  readonly sentence: Sentence;
  readonly blockKind: BlockKind;
  readonly settings: ProofreadingSettings;
  readonly dictionary: WordSet;
  readonly scorer: SentenceScorer;
}
