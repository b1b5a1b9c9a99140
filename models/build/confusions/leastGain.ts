/**
 * From which gain on a written word is called wrong, so that at most one in a hundred of those calls is a false alarm.
 *
 * The right uses of a word seen in held-out text give a sample of the gains of false alarms. Its tail is taken to be exponential
 * beyond the sample's largest values (peaks over threshold): the log likelihood ratio of a good model has a tail no heavier than e^-x.
 */
export interface PairSample {
  /** Gains of the intended word over the written one where the written one is right. */
  readonly whereRight: readonly number[];
  /** Gains where the intended one was replaced by the written one. */
  readonly whereWrong: readonly number[];
  /** How often the intended word is written as the other, for one right use of the other. */
  readonly errorRate: number;
}

const PRECISION = 0.99;
/** A bound is never lower: so much evidence is wanted for calling a right word wrong. */
const FLOOR = 4;
/** A pair that finds less than this share of its errors is not worth its time. */
const LEAST_RECALL = 0.05;
const PEAKS = 20;
/** Before anything is seen: one false alarm at 0 nats in this many uses. */
const PRIOR_USES = 10;

export interface PairBound {
  readonly leastGain: number;
  readonly recall: number;
}

/** Undefined when no bound reaches the precision with a recall worth having. */
export function pairBound({ whereRight, whereWrong, errorRate }: PairSample): PairBound | undefined {
  const tail = exponentialTail(whereRight);
  const wrong = [...whereWrong].sort((a, b) => a - b);
  if (wrong.length === 0) return undefined;
  for (let leastGain = FLOOR; leastGain <= 30; leastGain += 0.25) {
    const recall = wrong.filter((gain) => gain >= leastGain).length / wrong.length;
    if (recall < LEAST_RECALL) return undefined;
    const falseAlarms = tail(leastGain);
    const found = errorRate * recall;
    if (found / (found + falseAlarms) >= PRECISION) return { leastGain, recall };
  }
  return undefined;
}

/** P(gain >= x) for a right use. */
function exponentialTail(sample: readonly number[]): (gain: number) => number {
  const sorted = [...sample].sort((a, b) => b - a);
  const peaks = sorted.slice(0, Math.min(PEAKS, Math.floor(sorted.length / 5)));
  const base = peaks.at(-1) ?? 0;
  const meanExcess = peaks.reduce((sum, gain) => sum + gain - base, 0) / (peaks.length || 1);
  const scale = Math.max(1, meanExcess);
  const share = (peaks.length + 1) / (sample.length + PRIOR_USES);
  return (gain) => share * Math.exp(-(gain - Math.max(0, base)) / scale);
}
