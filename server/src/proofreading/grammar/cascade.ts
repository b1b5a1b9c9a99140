import { ngramGain, type ScoredSentence } from '../editGain';
import { SentenceScorer } from '../sentenceScorer';
import type { EditScorer, GrammarRequest, GrammarScoring } from './grammarChecker';
import type { GrammarEdit } from './grammarEdit';
import type { GrammarModels } from './grammarModels';

/** A candidate edit and what the models say of it. */
export interface JudgedEdit {
  readonly edit: GrammarEdit;
  /** Log probability of the sentence with the edit less that without, under the model that judged; natural logarithm. */
  readonly gain: number;
  /** Under the n-gram model. */
  readonly ngramGain: number;
}

/** Gains, in nats, below which a candidate is not looked at further. */
const LEAST_NGRAM_GAIN = -3;
const LEAST_FIRST_GAIN = -2;
const LEAST_SHORT_GAIN = 1;
/** Tokens after an edit that are compared in the second look at it, and in the last. */
const SHORT_CONTEXT = 2;
const RIGHT_CONTEXT = 6;

/**
 * Looks at candidate edits more and more closely, and each time at fewer: the n-gram model's gain; the neural model's for the first token that
 * differs, which comes with reading the sentence; with two tokens of right context; with six.
 */
export class Cascade {
  constructor(
    private readonly models: GrammarModels,
    private readonly model: EditScorer | undefined,
  ) {}

  async judge(request: GrammarRequest, edits: readonly GrammarEdit[], scoring: GrammarScoring): Promise<JudgedEdit[]> {
    const sentence = this.scored(request);
    const byNgram = edits.map((edit) => {
      const gain = ngramGain(sentence, edit);
      return { edit, gain, ngramGain: gain };
    });
    if (this.model === undefined) return byNgram;
    let judged = byNgram.filter(({ gain }) => gain >= LEAST_NGRAM_GAIN);
    const looks = [
      { options: { branchTokens: 1 }, least: LEAST_FIRST_GAIN },
      { options: { rightContext: SHORT_CONTEXT }, least: LEAST_SHORT_GAIN },
      { options: { rightContext: RIGHT_CONTEXT }, least: 0 },
    ];
    const { sentence: text, leftContext } = request;
    for (const { options, least } of looks) {
      if (judged.length === 0) return judged;
      const asked = {
        sentence: text,
        ...(leftContext !== undefined && { leftContext }),
        edits: judged.map(({ edit }) => edit),
      };
      const [scores] = await this.model.scoreCandidates([asked], { ...options, ...scoring });
      judged = judged
        .map((one, index) => ({ ...one, gain: scores!.gains[index]! }))
        .filter(({ gain }) => gain >= least);
    }
    return judged;
  }

  private scored({ sentence, tokens }: GrammarRequest): ScoredSentence {
    const { words, open, modelWords } = this.models;
    const scorer = new SentenceScorer(
      words,
      open,
      tokens.map((token) => modelWords.of(token)),
    );
    return { text: sentence, tokens, scorer, modelWords };
  }
}
