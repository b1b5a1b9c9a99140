/** Gains of right uses of one pair beyond which they count as its tail, in nats. */
export const TAIL_START = 2;
/** From here on most of what gains are the text's own mistakes: one in some hundred thousand words is enough to bend the tail. */
const TAIL_END = 6;

/** How often a right use of a written word gains this much by the intended one, over all pairs. */
export interface GainTail {
  /** P(gain >= x) falls by exp(-decay) a nat beyond `TAIL_START`. */
  readonly decay: number;
  /** Gamma prior of a pair's own P(gain >= TAIL_START): shape, and rate in uses. */
  readonly shape: number;
  readonly rate: number;
}

interface TailCount {
  readonly uses: number;
  /** Of the uses, those whose gain is at least `TAIL_START`. */
  readonly beyond: number;
}

export const tailCount = (gains: readonly number[]): TailCount => ({
  uses: gains.length,
  beyond: gains.filter((gain) => gain >= TAIL_START).length,
});

/**
 * Fits the tail on the gains of right uses, one array a pair: an exponential distribution, seen between its start and end (maximum
 * likelihood), and the gamma prior that makes the pairs' counts likeliest (empirical Bayes: counts are then negative binomial).
 */
export function fitTail(pairs: readonly (readonly number[])[]): GainTail {
  const counts = pairs.map(tailCount);
  const beyond = counts.reduce((sum, count) => sum + count.beyond, 0);
  const seen = pairs.flat().filter((gain) => gain >= TAIL_START && gain < TAIL_END);
  const meanExcess = seen.reduce((sum, gain) => sum + gain - TAIL_START, 0) / seen.length;
  const uses = counts.reduce((sum, count) => sum + count.uses, 0);
  let best = { shape: 1, rate: uses / Math.max(1, beyond), logLikelihood: Number.NEGATIVE_INFINITY };
  for (let logShape = -3; logShape <= 2; logShape += 0.1) {
    for (let logRate = 0; logRate <= 10; logRate += 0.1) {
      const [shape, rate] = [Math.exp(logShape), Math.exp(logRate)];
      const logLikelihood = counts.reduce((sum, count) => sum + logNegativeBinomial(count, shape, rate), 0);
      if (logLikelihood > best.logLikelihood) best = { shape, rate, logLikelihood };
    }
  }
  return { decay: truncatedDecay(meanExcess, TAIL_END - TAIL_START), shape: best.shape, rate: best.rate };
}

/** Decay of an exponential distribution of which values up to `length` are seen, with this mean: bisection of its score. */
function truncatedDecay(mean: number, length: number): number {
  let [low, high] = [1e-6, 10];
  for (let step = 0; step < 60; step++) {
    const decay = (low + high) / 2;
    if (1 / decay - length / Math.expm1(decay * length) > mean) low = decay;
    else high = decay;
  }
  return low;
}

/** Without the terms that depend on the counts alone. */
function logNegativeBinomial({ uses, beyond }: TailCount, shape: number, rate: number): number {
  let sum = shape * Math.log(rate) - (shape + beyond) * Math.log(rate + uses);
  for (let i = 0; i < beyond; i++) sum += Math.log(shape + i);
  return sum;
}

/** Expected share of right uses with a gain of at least `gain`, given what was seen of the pair. */
export const falseAlarmRate = ({ decay, shape, rate }: GainTail, { uses, beyond }: TailCount, gain: number): number =>
  ((shape + beyond) / (rate + uses)) * Math.exp(-decay * (gain - TAIL_START));
