import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { checkWord2vecSettings, type Word2vecSettings } from '../../learning/word2vec/settings';
import { cancelTraining, trainedVectors, trainingProgress } from '../../learning/word2vec/training';
import { planTraining, type TrainingShare } from '../../learning/word2vec/trainingPlan';
import type { WordCorpus } from '../../learning/word2vec/wordCorpus';
import type { WordVectors } from '../../learning/word2vec/wordVectors';
import { startThread } from '../../platform/startThread';

export interface TrainingOptions {
  /** One a core unless it is said. */
  readonly threads?: number | undefined;
  /** Whether other work goes first, where the system can do that. */
  readonly isBackground?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told several times a second how much is done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const progressMs = 100;

/**
 * Trains word vectors in threads of their own.
 * @param start for tests
 * @throws RangeError settings that cannot be, or a text that there is nothing to learn from
 * @throws the signal's reason
 * @throws Error where a thread has ended before its work was done
 */
export const trainInThreads = async (
  corpus: WordCorpus,
  settings: Word2vecSettings,
  { threads = availableParallelism(), isBackground = false, signal, onProgress }: TrainingOptions = {},
  start = (workerData: TrainingShare): Worker => startThread('learning/worker', { workerData }),
): Promise<WordVectors> => {
  checkWord2vecSettings(settings);
  signal?.throwIfAborted();
  const plan = planTraining(corpus, settings, threads);
  const onAbort = () => cancelTraining(plan);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setInterval(() => onProgress?.(trainingProgress(plan)), progressMs);
  try {
    await Promise.all(
      Array.from({ length: threads }, (_, thread) => ended(start({ plan, thread, isBackground }))).map((end) =>
        end.catch((error) => {
          // The others need not go on.
          cancelTraining(plan);
          throw error;
        }),
      ),
    );
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  signal?.throwIfAborted();
  return trainedVectors(plan, corpus);
};

const ended = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a thread that trains has ended with exit code ${code}`));
    });
  });
