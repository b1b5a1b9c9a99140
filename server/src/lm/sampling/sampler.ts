import type { SamplingOptions } from '../languageModel';
import { CandidateTokens } from './candidateTokens';
import { exponentialOfNegative } from './exponential';
import { RandomGenerator } from './randomGenerator';
import { repetitionWindow, type SamplingSettings, samplingSettings } from './samplingSettings';
import type { ConstraintState } from './tokenConstraint';

export interface SampledToken {
  readonly id: number;
  /** Under the model itself: temperature 1, no penalty, nothing cut off or forbidden. Natural logarithm. */
  readonly logProbability: number;
}

export interface TokenProbability {
  readonly id: number;
  readonly probability: number;
}

/** Greatest logit and the logarithm of the sum of e to every logit. */
interface LogitSummary {
  readonly greatest: number;
  readonly logSumExp: number;
}

/**
 * Draws tokens from rows of logits. The samplers stand in llama.cpp's default order and mean what they mean there
 * (src/llama-sampler.cpp, common/common.h: penalties, top_k, top_p, min_p, temperature, dist; of those between them that do nothing
 * by default there is none here):
 *
 * 1. the constraint takes away what may not come next (llama.cpp's grammar, applied before the chain);
 * 2. the repetition penalty: of each token among the last 64, a positive logit is divided by it, another multiplied, once however
 *    often the token was there;
 * 3. top-k keeps the k tokens with the greatest logits; 0 keeps all;
 * 4. top-p keeps the fewest of these, most probable first, that hold at least the share p of their probability; 1 keeps all;
 * 5. min-p keeps those at least p times as probable as the most probable one; 0 keeps all;
 * 6. the temperature divides the logits that are left; 0 takes the greatest, of equals the first;
 * 7. one token is drawn with the softmax of these.
 *
 * So top-k, top-p and min-p see the distribution at temperature 1, and one token at least always is left.
 */
export class Sampler {
  private readonly settings: SamplingSettings;
  private readonly random: RandomGenerator;
  private logits = new Float32Array(0);
  private candidates = new CandidateTokens(0);

  /** @throws RangeError for values without a meaning */
  constructor(options: SamplingOptions = {}) {
    this.settings = samplingSettings(options);
    this.random = RandomGenerator.ofSeed(this.settings.seed);
  }

  /**
   * Draws the next token.
   * @param logits One value a token of the vocabulary; not changed.
   * @param recent The tokens so far, prompt included, oldest first.
   * @param remaining Tokens that may still come, this one counted: what the constraint has to be whole by.
   * @throws RangeError where a logit is NaN or +Infinity, or no token may come next
   */
  sample(
    logits: Float32Array,
    recent: readonly number[] = [],
    constraint?: ConstraintState,
    remaining?: number,
  ): SampledToken {
    const { greatest, logSumExp } = this.prepare(logits, recent, constraint, remaining);
    const id =
      this.settings.temperature === 0
        ? this.candidates.mostProbable()
        : this.candidates.draw(this.random.nextDouble(), this.settings.temperature);
    return { id, logProbability: logits[id]! - greatest - logSumExp };
  }

  /** The distribution that `sample` draws from, most probable first. Draws nothing. Parameters and errors as there. */
  distribution(
    logits: Float32Array,
    recent: readonly number[] = [],
    constraint?: ConstraintState,
    remaining?: number,
  ): readonly TokenProbability[] {
    this.prepare(logits, recent, constraint, remaining);
    const { temperature } = this.settings;
    return temperature === 0
      ? [{ id: this.candidates.mostProbable(), probability: 1 }]
      : this.candidates.distribution(temperature);
  }

  /** Leaves in `candidates` what may be drawn. */
  private prepare(
    logits: Float32Array,
    recent: readonly number[],
    constraint: ConstraintState | undefined,
    remaining: number | undefined,
  ): LogitSummary {
    const summary = summarize(logits);
    if (this.logits.length !== logits.length) {
      this.logits = new Float32Array(logits.length);
      this.candidates = new CandidateTokens(logits.length);
    }
    this.logits.set(logits);
    constraint?.mask(this.logits, remaining);
    this.penalize(recent);
    const { candidates, settings } = this;
    // Of the greatest alone nothing can be cut off.
    candidates.reset(this.logits, settings.temperature === 0 ? 1 : settings.topK);
    if (candidates.size === 0) throw new RangeError('no token may come next');
    if (settings.temperature === 0) return summary;
    if (settings.topP < 1) candidates.keepNucleus(settings.topP);
    if (settings.minP > 0) candidates.keepAbove(settings.minP);
    return summary;
  }

  private penalize(recent: readonly number[]): void {
    const penalty = this.settings.repetitionPenalty;
    if (penalty === 1) return;
    for (const id of new Set(recent.slice(-repetitionWindow))) {
      const logit = this.logits[id];
      if (logit !== undefined) this.logits[id] = logit > 0 ? logit / penalty : logit * penalty;
    }
  }
}

/** @throws RangeError where a logit is NaN or +Infinity */
const summarize = (logits: Float32Array): LogitSummary => {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (!(logit < Number.POSITIVE_INFINITY)) throw new RangeError(`the logit of token ${id} is ${logit}`);
    if (logit > greatest) greatest = logit;
  }
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += exponentialOfNegative(greatest - logits[id]!);
  return { greatest, logSumExp: Math.log(sum) };
};
