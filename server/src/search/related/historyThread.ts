import { once } from 'node:events';
import type { RepositoryHead } from '../../platform/commitHistory';
import { RepositoryError } from '../../platform/git';
import { startThread } from '../../platform/startThread';
import type { HistoryModel } from './historyModel';
import { decodeHistoryModel } from './historyModelFile';

export interface HistoryQuestion {
  readonly head: RepositoryHead;
  /** The folder that keeps the model. */
  readonly folder: string;
}

export type HistoryAnswer = { readonly bytes: Uint8Array } | { readonly failure: string };

/**
 * Has a thread of its own learn from a repository's history, or read what is kept of it.
 * @throws RepositoryError
 * @throws the signal's reason
 */
export const historyFromThread = async (question: HistoryQuestion, signal: AbortSignal): Promise<HistoryModel> => {
  const thread = startThread('search/history', { workerData: question });
  try {
    const [answer] = (await once(thread, 'message', { signal })) as [HistoryAnswer];
    if ('failure' in answer) throw new RepositoryError(answer.failure);
    return decodeHistoryModel(answer.bytes)!;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await thread.terminate();
  }
};
