import type { WordSet } from '../lexicon/wordSet';
import type { ProseBlock } from '../text/maskedDocument';
import type { Sentence } from '../text/token';
import type { KnownForm } from './knownForms';
import type { SentenceScorer } from './sentenceScorer';
import type { ProofreadingSettings } from './settings';

/** One sentence with everything its findings may depend on. */
export interface ProofreadingRequest {
  /** The masked document; only `sentence` and `previous` may be read in it. */
  readonly text: string;
  readonly sentence: Sentence;
  /** The sentence before it in the same block. */
  readonly previous: Sentence | undefined;
  readonly block: ProseBlock;
  readonly settings: ProofreadingSettings;
  readonly dictionary: WordSet;
}

export interface SentenceContext extends ProofreadingRequest {
  /** Of each token. */
  readonly forms: readonly KnownForm[];
  readonly scorer: SentenceScorer;
}
