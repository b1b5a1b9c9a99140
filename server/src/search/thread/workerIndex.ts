import type { Embedder } from '../../lm/embedder';
import type { IndexStatus } from '../folderSearch';
import type { ToWorker } from './messages';

/** What the worker's owner keeps of an index in the other thread. */
export interface WorkerIndex {
  /** Opens it, and opens it again in another thread. */
  readonly opening: ToWorker;
  /** Makes vectors for it, on this side. */
  readonly embedder: Embedder | undefined;
  /** The other thread tells how it is. */
  onStatus(status: IndexStatus): void;
  /** The other thread has ended. */
  onEnd(detail: string): void;
}
