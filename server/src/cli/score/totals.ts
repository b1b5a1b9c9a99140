import type { SentenceScore } from '../../lm/languageModel';

/** A text's score and what follows from it. */
export interface ScoreTotals {
  /** Natural logarithm. */
  readonly logProbability: number;
  /** Tokens that were scored, sentence ends included. */
  readonly tokens: number;
  readonly outOfVocabulary: number;
}

export const totalsOf = (scores: readonly SentenceScore[]): ScoreTotals => {
  let logProbability = 0;
  let tokens = 0;
  let outOfVocabulary = 0;
  for (const score of scores) {
    logProbability += score.logProbability;
    tokens += score.tokens.length;
    for (const token of score.tokens) if (token.outOfVocabulary === true) outOfVocabulary++;
  }
  return { logProbability, tokens, outOfVocabulary };
};

/** Bits a token; 0 for no tokens. */
export const crossEntropyBits = ({ logProbability, tokens }: ScoreTotals): number =>
  tokens === 0 ? 0 : -logProbability / tokens / Math.LN2;

/** exp of the mean negative log probability a token; 1 for no tokens. */
export const perplexity = ({ logProbability, tokens }: ScoreTotals): number =>
  tokens === 0 ? 1 : Math.exp(-logProbability / tokens);
