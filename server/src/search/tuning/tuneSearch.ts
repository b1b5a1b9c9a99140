import type { SearchSettings } from '../../configuration/searchSettings';
import type { AdapterFacts } from '../../learning/adapter/adapterFile';
import { Correction } from '../../learning/adapter/correction';
import { type AdapterOptions, defaultAdapterOptions, type TrainingProgress } from '../../learning/adapter/trainAdapter';
import type { TuningOutcome } from '../../learning/adapter/tuneAdapter';
import type { Verdict } from '../../learning/adapter/verdict';
import type { Embedder } from '../../lm/embedder';
import type { LocalPlace } from '../indexPlace';
import { AdapterStore } from './adapterStore';
import { gatherPairs } from './gatherPairs';
import { trainInThread } from './trainingThread';
import { NoVectorsError, TooFewPairsError } from './tuningError';
import { type PairSource, type PreparedTuning, prepareTuning } from './tuningJob';

/** How far a tuning is: files read for pairs, texts embedded, epochs trained. */
export type TuningProgress =
  | { readonly stage: 'reading' | 'embedding'; readonly done: number; readonly of: number }
  | ({ readonly stage: 'training' } & TrainingProgress);

export interface TuningOptions {
  readonly adapter?: Partial<AdapterOptions>;
  /** Where pairs to learn from are taken; where most are unless it is said. */
  readonly source?: PairSource;
  /** Trains and judges, and writes nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: TuningProgress) => void;
}

/** What has come of a tuning. */
export interface TuningReport
  extends Omit<PreparedTuning, 'job'>,
    Pick<TuningOutcome, 'epoch' | 'epochs' | 'share'>,
    Verdict {
  /** Whether searches use it from now on. */
  readonly written: boolean;
}

/** Pairs below which nothing could be told from chance. */
const leastPairs = 100;

/**
 * Tunes an index's searches to the texts they are made in: queries are adapted, vectors of passages stay. What is not better on the files that were changed last, by more than chance and without a loss elsewhere, is not kept,
 * and what was there before stays.
 * @throws TuningError; the signal's reason; what the embedder throws
 */
export const tuneSearch = async (
  { root, folder, store }: LocalPlace,
  embedder: Embedder,
  settings: Pick<SearchSettings, 'stemmer'>,
  { adapter, source, dryRun = false, signal, onProgress }: TuningOptions = {},
): Promise<TuningReport> => {
  const { embedded } = await store.state();
  if (embedded === 0) throw new NoVectorsError('no passage has a vector yet');
  const gathered = await gatherPairs(root, store, {
    ...{ folder, signal },
    onFile: (done, of) => onProgress?.({ stage: 'reading', done, of }),
  });
  if (gathered.pairs.length < leastPairs)
    throw new TooFewPairsError(
      `there is too little to learn from: pairs of a question and its passage that were found: ${gathered.pairs.length}, needed: ${leastPairs}`,
    );
  const { job, ...prepared } = await prepareTuning(gathered, store, embedder, {
    ...{ source, signal, stemmer: settings.stemmer, adapter: { ...defaultAdapterOptions, ...adapter } },
    onEmbedded: (done, of) => onProgress?.({ stage: 'embedding', done, of }),
  });
  const { parameters, rank, verdict, ...trained } = await trainInThread(job, {
    signal,
    onProgress: (progress) => onProgress?.({ stage: 'training', ...progress }),
  });
  const written = verdict.accepted && !dryRun;
  if (written) {
    const correction = new Correction(embedder.dimensions, rank);
    correction.parameters.set(parameters);
    await new AdapterStore(folder, embedder).write({ correction, facts: factsOf(embedder, rank, prepared, verdict) });
  }
  return { ...prepared, ...trained, ...verdict, written };
};

const factsOf = (
  { id, dimensions }: Embedder,
  rank: number | undefined,
  { counts }: Pick<PreparedTuning, 'counts'>,
  { test }: Verdict,
): AdapterFacts => ({
  ...{ embedder: id, dimensions, rank: rank ?? 0, trained: new Date().toISOString(), pairs: counts },
  test: { before: test.before, after: test.after, p: test.bootstrap.p },
});
