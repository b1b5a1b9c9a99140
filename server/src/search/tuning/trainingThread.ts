import type { Worker } from 'node:worker_threads';
import type { TrainingProgress } from '../../learning/adapter/trainAdapter';
import type { TuningJob, TuningOutcome } from '../../learning/adapter/tuneAdapter';
import { startThread } from '../../platform/startThread';

export type FromTraining =
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | { readonly type: 'outcome'; readonly outcome: TuningOutcome };

export interface TrainingOptions {
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains in a thread of its own: a step takes too long for one that answers searches. Nothing is written there, so a training that is cancelled ends with its thread at once.
 * @throws the signal's reason; Error where the thread fails
 */
export const trainInThread = async (
  job: TuningJob,
  { onProgress, signal }: TrainingOptions,
  start: (job: TuningJob) => Worker = (workerData) => startThread('search/tuning', { workerData }),
): Promise<TuningOutcome> => {
  signal?.throwIfAborted();
  const thread = start(job);
  let onAbort = () => {};
  try {
    return await new Promise((resolve, reject) => {
      onAbort = () => reject(signal!.reason as Error);
      signal?.addEventListener('abort', onAbort, { once: true });
      thread.on('message', (message: FromTraining) => {
        if (message.type === 'progress') onProgress?.(message.progress);
        else resolve(message.outcome);
      });
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the thread that trains has ended with exit code ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await thread.terminate();
  }
};
