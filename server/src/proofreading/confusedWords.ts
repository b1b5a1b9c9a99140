import { withCaseOf } from '../lexicon/letterCase';
import { surprisalBits } from '../lm/languageModel';
import type { Token } from '../text/token';
import type { Candidate, Finding } from './finding';
import type { ProofreadingModels } from './proofreadingModels';
import type { SentenceContext } from './sentenceContext';

/** Right words that the context says were meant to be others: their/there, its/it's, form/from. */
export function checkConfusedWords(context: SentenceContext, models: ProofreadingModels): Finding[] {
  const findings: Finding[] = [];
  for (const [index, token] of context.sentence.tokens.entries()) {
    if (token.kind !== 'word') continue;
    const pairs = models.confusions.of(models.modelWords.of(token).word);
    if (pairs === undefined || isPartOfCompound(context.sentence.tokens, index)) continue;
    if (isAttested(context, index) || context.dictionary.has(token.form)) continue;
    let excess = Number.NEGATIVE_INFINITY;
    const candidates: Candidate[] = [];
    for (const [intended, leastGain] of pairs) {
      const gain = context.scorer.gain(
        index,
        index + 1,
        [models.modelWords.of({ kind: 'word', form: intended })],
        leastGain,
      );
      if (gain < leastGain) continue;
      candidates.push({ replacement: withCaseOf(token.form, intended), gain });
      excess = Math.max(excess, gain - leastGain);
    }
    if (candidates.length === 0) continue;
    candidates.sort((a, b) => b.gain - a.gain);
    const best = candidates[0]!;
    findings.push({
      start: token.start,
      end: token.end,
      kind: 'confusion',
      code: 'confused-word',
      message: `"${best.replacement}" is ${times(best.gain)} likelier here than "${token.form}".`,
      confidence: confidenceOf(excess),
      surprisalBits: surprisalBits(context.scorer.logProbability(index)),
      candidates,
      safe: false,
    });
  }
  return findings;
}

/** Beside a hyphen: `real-word`. The model knows compounds by their parts and says little of them. */
const isPartOfCompound = (tokens: readonly Token[], index: number): boolean =>
  [tokens[index - 1], tokens[index + 1]].some(
    (neighbour, side) => neighbour?.form === '-' && !(side === 0 ? tokens[index]! : neighbour).spaceBefore,
  );

/** A trigram with the word in it that the model has seen speaks for the word as it is: most words are passed over by that. */
const isAttested = ({ scorer }: SentenceContext, index: number): boolean =>
  scorer.matchedOrder(index) >= ATTESTED_ORDER || scorer.matchedOrder(index + 1) >= ATTESTED_ORDER;

const ATTESTED_ORDER = 3;

/** The bound of a pair is set where ninety-nine in a hundred are right; each nat beyond it makes the rest rarer by e. */
const confidenceOf = (excess: number): number => 1 - 0.01 * Math.exp(-excess);

const times = (gain: number): string => {
  const ratio = Math.exp(gain);
  if (ratio < 1000) return `${Math.round(ratio)} times`;
  return ratio < 1_000_000 ? `${Math.round(ratio / 1000)} thousand times` : 'over a million times';
};
