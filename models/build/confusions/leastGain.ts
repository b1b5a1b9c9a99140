/** What was seen of one ordered pair in held-out text. */
export interface PairSample {
  /** Gains of the intended word over the written one where the written one is right. */
  readonly whereRight: readonly number[];
  /** Gains where the intended one was replaced by the written one. */
  readonly whereWrong: readonly number[];
  /** Uses of the written word in a million words. */
  readonly perMillion: number;
  /** False alarms of this pair that a million words may hold. */
  readonly falseAlarmsPerMillion: number;
  /** So much evidence, in nats, is wanted in any case. */
  readonly floor: number;
}

export interface PairBound {
  readonly leastGain: number;
  readonly recall: number;
}

const PRECISION = 0.99;
const STEP = 0.25;
/** A pair that finds less than this share of its errors is not worth its time; a frequent word takes more time. */
const leastRecall = (perMillion: number): number => (perMillion > 3000 ? 0.25 : 0.1);
/** Right uses not seen, on which the model is taken to be indifferent (a gain of 0). */
const UNSEEN_USES = 3;
/** Held-out text has mistakes of its own: of so many uses, so many with the greatest gains are left out. */
const ENOUGH_USES = 50;
const LEFT_OUT = 2;

/**
 * The least gain at which a written word is called wrong: where both words are equally frequent, ninety-nine in a hundred such calls are
 * right (the measure by which LanguageTool sets its confusion pairs), and a million words hold at most the allowed false alarms.
 *
 * A sample of some hundred uses has no false alarm at such gains; Markov's inequality bounds them. The gain is a log likelihood ratio:
 * P(gain >= x) <= E[exp(gain)] exp(-x), and the expectation, 1 for a true model, is estimated from the sample.
 *
 * Undefined when no bound leaves a recall worth having.
 */
export function pairBound(sample: PairSample): PairBound | undefined {
  const { whereRight, whereWrong, perMillion, falseAlarmsPerMillion, floor } = sample;
  if (whereWrong.length === 0) return undefined;
  const trusted =
    whereRight.length < ENOUGH_USES ? whereRight : [...whereRight].sort((a, b) => a - b).slice(0, -LEFT_OUT);
  const likelihoodRatio =
    (trusted.reduce((sum, gain) => sum + Math.exp(gain), 0) + UNSEEN_USES) / (trusted.length + UNSEEN_USES);
  for (let leastGain = floor; ; leastGain += STEP) {
    const recall = whereWrong.filter((gain) => gain >= leastGain).length / whereWrong.length;
    if (recall < leastRecall(perMillion)) return undefined;
    const falseAlarmRate = likelihoodRatio * Math.exp(-leastGain);
    const precise = recall / (recall + falseAlarmRate) >= PRECISION;
    if (precise && perMillion * falseAlarmRate <= falseAlarmsPerMillion) return { leastGain, recall };
  }
}
