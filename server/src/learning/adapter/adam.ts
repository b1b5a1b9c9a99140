/** What keeps parameters small, apart from the loss: what Adam would divide by the size of its gradients would hold nothing back (Loshchilov and Hutter 2019, AdamW). */
export interface Penalty {
  /** Each step takes this share of the learning rate off all parameters. */
  readonly l2: number;
  /** Each step takes parameters so many learning rates nearer to 0, and not past it: small ones become 0 (soft thresholding). */
  readonly l1: number;
}

const firstDecay = 0.9;
const secondDecay = 0.999;
const tiny = 1e-8;

/** Adam (Kingma and Ba 2015), with bias correction. */
export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(
    private readonly parameters: Float64Array,
    private readonly penalty: Penalty,
  ) {
    this.first = new Float64Array(parameters.length);
    this.second = new Float64Array(parameters.length);
  }

  step(gradient: Float64Array, learningRate: number): void {
    this.steps++;
    const { parameters, first, second, penalty } = this;
    const firstScale = 1 / (1 - firstDecay ** this.steps);
    const secondScale = 1 / (1 - secondDecay ** this.steps);
    const threshold = learningRate * penalty.l1;
    for (let at = 0; at < parameters.length; at++) {
      const slope = gradient[at]!;
      first[at] = firstDecay * first[at]! + (1 - firstDecay) * slope;
      second[at] = secondDecay * second[at]! + (1 - secondDecay) * slope * slope;
      const kept = parameters[at]! * (1 - learningRate * penalty.l2);
      const moved = kept - (learningRate * first[at]! * firstScale) / (Math.sqrt(second[at]! * secondScale) + tiny);
      parameters[at] = threshold === 0 ? moved : Math.sign(moved) * Math.max(0, Math.abs(moved) - threshold);
    }
  }
}

/**
 * The learning rate of a step: up to the peak in a straight line, then down to 0 along half a cosine (Loshchilov and Hutter 2017).
 * @param step from 0 on
 */
export const learningRateAt = (step: number, schedule: LearningRate, steps: number): number => {
  const rising = Math.max(1, Math.round(schedule.warmUp * steps));
  if (step < rising) return (schedule.peak * (step + 1)) / rising;
  return (schedule.peak * (1 + Math.cos((Math.PI * (step - rising)) / Math.max(1, steps - rising)))) / 2;
};

export interface LearningRate {
  readonly peak: number;
  /** Share of all steps, 0 to 1. */
  readonly warmUp: number;
}
