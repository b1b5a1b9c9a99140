import { falseAlarmRate, type GainTail, tailCount } from './tail';

/** What was seen of one ordered pair in held-out text. */
export interface PairSample {
  /** Gains of the intended word over the written one where the written one is right. */
  readonly whereRight: readonly number[];
  /** Gains where the intended one was replaced by the written one. */
  readonly whereWrong: readonly number[];
  /** Uses of the written word in a million words. */
  readonly perMillion: number;
}

/** What is asked of a pair's bound. */
export interface Demand {
  /** False alarms of this pair that a million words may hold. */
  readonly alarmsPerMillion: number;
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
/** So many errors of all pairs stand beside a pair's own: few samples say little of its recall. */
const POOLED_ERRORS = 5;

/**
 * The least gain at which a written word is called wrong: where both words are equally frequent, ninety-nine in a hundred such calls are
 * right (the measure by which LanguageTool sets its confusion pairs), and a million words hold at most the allowed false alarms.
 *
 * @param recallOfAll share of all pairs' errors that a bound finds
 * @returns undefined when no bound leaves a recall worth having
 */
export function pairBound(
  { whereRight, whereWrong, perMillion }: PairSample,
  { alarmsPerMillion, floor }: Demand,
  tail: GainTail,
  recallOfAll: (leastGain: number) => number,
): PairBound | undefined {
  const count = tailCount(whereRight);
  for (let leastGain = floor; ; leastGain += STEP) {
    const found = whereWrong.filter((gain) => gain >= leastGain).length;
    const recall = (found + POOLED_ERRORS * recallOfAll(leastGain)) / (whereWrong.length + POOLED_ERRORS);
    if (recall < leastRecall(perMillion)) return undefined;
    const falseAlarms = falseAlarmRate(tail, count, leastGain);
    const precise = recall / (recall + falseAlarms) >= PRECISION;
    if (precise && perMillion * falseAlarms <= alarmsPerMillion) return { leastGain, recall };
  }
}
