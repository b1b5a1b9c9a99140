import { QueryAdapter } from './queryAdapter';
import {
  type AdapterData,
  type AdapterOptions,
  type TrainedAdapter,
  type TrainingProgress,
  trainAdapter,
} from './trainAdapter';
import type { TrainingPairs } from './trainingPairs';
import { type GuardSet, judgeAdapter, type Verdict } from './verdict';

/** All that a tuning needs, as it crosses to another thread. */
export interface TuningJob {
  readonly data: AdapterData;
  readonly test: TrainingPairs;
  readonly guards: readonly GuardSet[];
  readonly options: AdapterOptions;
}

export interface TuningOutcome extends Pick<TrainedAdapter, 'epoch' | 'epochs' | 'share'> {
  readonly verdict: Verdict;
  readonly rank: number | undefined;
  /** Of the correction. */
  readonly parameters: Float64Array;
}

/** Trains an adapter and judges it on what its training has not seen. @param onProgress what it throws ends the training */
export const tuneAdapter = (
  { data, test, guards, options }: TuningJob,
  onProgress?: (progress: TrainingProgress) => void,
): TuningOutcome => {
  const { correction, epoch, epochs, share } = trainAdapter(data, options, onProgress);
  const before = QueryAdapter.identity(data.dimensions);
  const after = new QueryAdapter(correction);
  const { passages } = data;
  const verdict = judgeAdapter({ before, after, isNone: share === 0 }, { pairs: test, passages }, guards);
  return { verdict, epoch, epochs, share, rank: correction.rank, parameters: correction.parameters };
};
