import type { Embedder } from '../../lm/embedder';
import type { IndexStatus } from '../folderSearch';
import type { AnsweredCall, ToldCall, ToWorker } from './messages';

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

/** The thread as its indexes see it. */
export interface IndexThread {
  /** @throws the signal's reason; QueryError; StoreError; Error where the thread has ended */
  ask(index: number, call: AnsweredCall, parameters: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
  tell(index: number, call: ToldCall, parameters: readonly unknown[]): void;
  /** The index is closed. */
  forget(index: number): void;
}
