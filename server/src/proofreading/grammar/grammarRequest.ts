import type { WordSet } from '../../lexicon/wordSet';
import type { CandidateEdit, CandidateOptions, CandidateRequest, CandidateScores } from '../../lm/languageModel';
import type { BlockKind } from '../../text/maskedDocument';
import type { Token } from '../../text/token';
import type { ProofreadingSettings } from '../settings';

/** A sentence to be checked, with everything that its findings may depend on. */
export interface GrammarRequest {
  /** Masked text of the sentence. */
  readonly sentence: string;
  /** What it stands after: the heading and at most the sentence before. */
  readonly leftContext?: string;
  /** Offsets in `sentence`. */
  readonly tokens: readonly Token[];
  readonly blockKind: BlockKind;
  readonly settings: ProofreadingSettings;
  readonly dictionary: WordSet;
  /** What n-grams would have the sentence changed to, that a model is asked about which knows more of it. */
  readonly proposed?: readonly CandidateEdit[];
}

/** How the model is to be asked. */
export interface GrammarScoring {
  readonly signal?: AbortSignal;
  readonly priority?: 'visible' | 'rest';
}

/** What the checker asks of a neural model. */
export interface EditScorer {
  readonly id: string;
  scoreCandidates(
    requests: readonly CandidateRequest[],
    options?: CandidateOptions & GrammarScoring,
  ): Promise<readonly CandidateScores[]>;
}
