import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import type { Token } from '../../../server/src/text/token';
import { tokenize } from '../../../server/src/text/tokens';
import type { readModels } from '../heldOut';
import type { Likelier } from './injector';
import type { SlipSentence } from './slips/slipSentence';

/** By the n-gram model, over whole sentences. */
export function likelierBy({ ngram, open, modelWords }: ReturnType<typeof readModels>): Likelier {
  const logProbability = (tokens: readonly Token[]): number => {
    const scorer = new SentenceScorer(
      ngram,
      open,
      tokens.map((token) => modelWords.of(token)),
    );
    let sum = 0;
    for (let i = 0; i <= tokens.length; i++) sum += scorer.logProbability(i);
    return sum;
  };
  const remembered = new WeakMap<SlipSentence, number>();
  return (sentence, { start, end, replacement }) => {
    let right = remembered.get(sentence);
    if (right === undefined) {
      right = logProbability(sentence.tokens);
      remembered.set(sentence, right);
    }
    const text = sentence.text.slice(0, start) + replacement + sentence.text.slice(end);
    return logProbability(tokenize(text, { start: 0, end: text.length })) - right;
  };
}
