import { RandomGenerator } from '../../lm/sampling/randomGenerator';
import { Adam, type LearningRate, learningRateAt, type Penalty } from './adam';
import { batchesOf } from './batches';
import { Correction } from './correction';
import { infoNce } from './infoNce';
import { QueryAdapter } from './queryAdapter';
import { meanReciprocalRank, ranksOf, recallAt } from './ranks';
import { pairCount, type TrainingPairs } from './trainingPairs';

export interface AdapterOptions {
  /** Columns of A and B in D = A·Bᵀ; 0 for a D of its own entries. */
  readonly rank: number;
  /** By which cosines are divided. */
  readonly temperature: number;
  readonly learningRate: LearningRate;
  readonly penalty: Penalty;
  /** Pairs a step. */
  readonly batch: number;
  /** Times that all pairs are gone through, at most. */
  readonly epochs: number;
  /** Epochs without a better validation after which no more come. */
  readonly patience: number;
  readonly seed: number;
}

export const defaultAdapterOptions: AdapterOptions = {
  rank: 0,
  temperature: 0.05,
  learningRate: { peak: 0.0003, warmUp: 0.1 },
  penalty: { l2: 0.01, l1: 0 },
  batch: 64,
  epochs: 12,
  patience: 3,
  seed: 1,
};

/** Depth of the recall that decides. */
export const recallDepth = 10;

/** What a training sees: the test part is not among it. */
export interface AdapterData {
  readonly dimensions: number;
  /** Rows of length 1; a rank is among all of them. */
  readonly passages: Float32Array;
  readonly training: TrainingPairs;
  readonly validation: TrainingPairs;
  /** Pairs of another kind, on which an adapter must not be worse than none; may be empty. */
  readonly guard: TrainingPairs;
}

/** How far a training is. */
export interface TrainingProgress {
  /** Finished, from 1 on; 0 for before the first. */
  readonly epoch: number;
  readonly epochs: number;
  /** The mean InfoNCE of the epoch's steps, in nats; absent before the first. */
  readonly loss?: number;
  /** Recall@10 on the validation part. */
  readonly recall: number;
}

/** How well an adapter does while it is chosen. */
interface Validation {
  readonly recall: number;
  /** Decides between equal recalls. */
  readonly reciprocalRank: number;
}

export interface TrainedAdapter {
  /** D = 0 where nothing was better. */
  readonly correction: Correction;
  /** After which epoch it was best; 0 for D = 0. */
  readonly epoch: number;
  /** Share of D that was kept, 0 to 1. */
  readonly share: number;
  readonly epochs: number;
  readonly before: Validation;
  readonly after: Validation;
}

/** Shares of D that are tried, largest first. */
const shares = [1, 0.75, 0.5, 0.25];

/** By which recall on the guard may fall. */
export const guardTolerance = 0.005;

/**
 * Learns D of W = I + D by InfoNCE, beginning at D = 0, where the adapter is none. After each epoch the validation part is ranked; the best epoch is kept, and of its D the share that does best
 * there without a loss on the guard: what lies between a tuned model and the one it began as forgets less (Wortsman et al. 2022). The same data and options give the same numbers.
 * @param onProgress after each epoch; what it throws ends the training
 */
export const trainAdapter = (
  data: AdapterData,
  options: AdapterOptions,
  onProgress: (progress: TrainingProgress) => void = () => {},
): TrainedAdapter => {
  const { epochs } = options;
  const before = validated(data.validation, QueryAdapter.identity(data.dimensions), data);
  onProgress({ epoch: 0, epochs, recall: before.recall });
  const learner = new Learner(data, options);
  let best = { correction: new Correction(data.dimensions, rankOf(options)), epoch: 0, after: before };
  let epoch = 0;
  while (epoch < epochs && epoch - best.epoch < options.patience) {
    const loss = learner.epoch();
    epoch++;
    const after = validated(data.validation, new QueryAdapter(learner.correction), data);
    if (isBetter(after, best.after)) best = { correction: learner.correction.copy(), epoch, after };
    onProgress({ epoch, epochs, loss, recall: after.recall });
  }
  return { ...kept(data, best, before), epochs: epoch, before };
};

const rankOf = ({ rank }: AdapterOptions): number | undefined => (rank === 0 ? undefined : rank);

class Learner {
  readonly correction: Correction;
  private readonly random: RandomGenerator;
  private readonly adam: Adam;
  private readonly gradient: Float64Array;
  private readonly steps: number;
  private step = 0;

  constructor(
    private readonly data: AdapterData,
    private readonly options: AdapterOptions,
  ) {
    this.random = RandomGenerator.ofSeed(options.seed);
    this.correction = Correction.start(data.dimensions, rankOf(options), this.random);
    this.adam = new Adam(this.correction.parameters, options.penalty);
    this.gradient = new Float64Array(this.correction.parameters.length);
    this.steps = options.epochs * Math.ceil(pairCount(data.training) / options.batch);
  }

  /** Goes through all pairs once. @returns the mean loss of its steps */
  epoch(): number {
    const { training, passages, dimensions } = this.data;
    const { batch: size, temperature, learningRate } = this.options;
    let sum = 0;
    let steps = 0;
    for (const batch of batchesOf(training, passages, dimensions, size, this.random)) {
      this.gradient.fill(0);
      sum += infoNce(this.correction, batch, temperature, this.gradient);
      this.adam.step(this.gradient, learningRateAt(this.step++, learningRate, this.steps));
      steps++;
    }
    return sum / Math.max(1, steps);
  }
}

const validated = (pairs: TrainingPairs, adapter: QueryAdapter, { passages }: AdapterData): Validation => {
  const ranks = ranksOf(adapter, pairs, passages);
  return { recall: recallAt(ranks, recallDepth), reciprocalRank: meanReciprocalRank(ranks) };
};

const isBetter = (one: Validation, other: Validation): boolean =>
  one.recall > other.recall || (one.recall === other.recall && one.reciprocalRank > other.reciprocalRank);

/** The share of the best D that validates best without a loss on the guard; none where all lose. */
const kept = (
  data: AdapterData,
  best: { readonly correction: Correction; readonly epoch: number; readonly after: Validation },
  before: Validation,
): Pick<TrainedAdapter, 'correction' | 'epoch' | 'share' | 'after'> => {
  const none = { correction: new Correction(data.dimensions, best.correction.rank), epoch: 0, share: 0, after: before };
  if (best.epoch === 0) return none;
  const guard = validated(data.guard, QueryAdapter.identity(data.dimensions), data).recall;
  let chosen: ReturnType<typeof kept> = none;
  for (const share of shares) {
    const correction = best.correction.scaled(share);
    const adapter = new QueryAdapter(correction);
    const after = share === 1 ? best.after : validated(data.validation, adapter, data);
    if (!isBetter(after, chosen.after)) continue;
    if (validated(data.guard, adapter, data).recall < guard - guardTolerance) continue;
    chosen = { correction, epoch: best.epoch, share, after };
  }
  return chosen;
};
