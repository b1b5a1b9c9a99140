import type { Worker } from 'node:worker_threads';
import type { SearchSettings } from '../../configuration/searchSettings';
import type { Embedder } from '../../lm/embedder';
import { startThread } from '../../platform/startThread';
import type { FolderSearch, PassageSearch } from '../folderSearch';
import { StoreError, StorePasswordError } from '../postgres/storeError';
import type { StorePlace } from '../postgres/storeSearch';
import { QueryError } from '../query/parseQuery';
import { NoVectorsError, TooFewPairsError } from '../tuning/tuningError';
import type { AnsweredCall, FromWorker, ToldCall, ToWorker } from './messages';
import { PendingCalls } from './pendingCalls';
import { WorkerFolder } from './workerFolder';
import type { IndexThread, WorkerIndex } from './workerIndex';
import { WorkerStore } from './workerStore';

/** A thread that ended by itself is started again, but not once it has done so this often in so long. */
const mostEnds = 4;
const endWindowMs = 10 * 60_000;

/** The thread of all indexes of this process: started with the first, ended with the last, and started again when it has come to an end by itself. */
export class SearchWorker implements IndexThread {
  private worker: Worker | undefined;
  private readonly indexes = new Map<number, WorkerIndex>();
  /** Those that the present thread knows. */
  private readonly opened = new Set<number>();
  private readonly calls = new PendingCalls<unknown>();
  private readonly embeddings = new Map<number, AbortController>();
  /** When threads ended by themselves; one that is let go, as where settings change, is not among them. */
  private ends: number[] = [];
  private next = 0;

  /** @param startProgram for tests */
  constructor(private readonly startProgram: () => Worker = () => startThread('search/worker')) {}

  /**
   * @param index the folder that the index of `root` lies in, made where it is not there
   * @param embedder makes vectors, on this side; without one there are none
   */
  open(root: string, index: string, settings: SearchSettings, embedder?: Embedder): FolderSearch {
    const folder = new WorkerFolder({ number: this.next++, root, index, settings, embedder }, this);
    this.indexes.set(folder.place.number, folder);
    this.start();
    return folder;
  }

  /**
   * A store is connected to at its first search, not here.
   * @param embedder of the queries, on this side; without one they are asked by terms alone
   */
  openStore(place: StorePlace, settings: SearchSettings, embedder?: Embedder): PassageSearch {
    const number = this.next++;
    const store = new WorkerStore({ number, store: place, settings, embedder }, this);
    this.indexes.set(number, store);
    this.start();
    return store;
  }

  /** @throws the signal's reason; QueryError; StoreError; Error where the thread has ended */
  ask(folder: number, call: AnsweredCall, parameters: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    return this.calls.ask(
      (id) => this.post({ type: 'ask', id, folder, call, parameters }),
      (id) => this.post({ type: 'cancel', id }),
      signal,
    );
  }

  /** Nothing is told to a thread that has ended too often: its folders' statuses say so. */
  tell(folder: number, call: ToldCall, parameters: readonly unknown[]): void {
    if (this.worker === undefined && this.hasEndedTooOften()) return;
    this.post({ type: 'tell', folder, call, parameters });
  }

  /** The index was closed. */
  forget(folder: number): void {
    this.indexes.delete(folder);
    this.opened.delete(folder);
    if (this.indexes.size > 0) return;
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  private post(message: ToWorker): void {
    this.start();
    this.worker!.postMessage(message);
  }

  /** Starts the thread where there is none, and opens in it what is not open there. @throws Error where it has ended too often */
  private start(): void {
    this.worker ??= this.startThread();
    for (const [number, index] of this.indexes) {
      if (this.opened.has(number)) continue;
      this.opened.add(number);
      this.worker.postMessage(index.opening);
    }
  }

  private hasEndedTooOften(): boolean {
    this.ends = this.ends.filter((at) => performance.now() - at < endWindowMs);
    return this.ends.length >= mostEnds;
  }

  private startThread(): Worker {
    if (this.hasEndedTooOften()) throw new Error('the thread that searches has ended again and again');
    this.opened.clear();
    const worker = this.startProgram();
    // A process that has nothing else to do may end.
    worker.unref();
    worker.on('message', (message: FromWorker) => this.onMessage(message));
    worker.on('error', (error) => this.onEnd(worker, error.message));
    worker.on('exit', (code) => this.onEnd(worker, `exit code ${code}`));
    return worker;
  }

  private onMessage(message: FromWorker): void {
    switch (message.type) {
      case 'answer':
        this.calls.settle(message.id, message.result);
        break;
      case 'failed':
        this.calls.fail(message.id, errorOf(message));
        break;
      case 'status':
        this.indexes.get(message.folder)?.onStatus(message.status);
        break;
      case 'embed':
        void this.embed(message);
        break;
      case 'unwanted':
        this.embeddings.get(message.id)?.abort();
    }
  }

  private async embed({ id, folder, texts, kind, priority }: FromWorker & { type: 'embed' }): Promise<void> {
    const { worker } = this;
    const controller = new AbortController();
    this.embeddings.set(id, controller);
    const send = (message: ToWorker, moved: readonly ArrayBuffer[] = []) => worker?.postMessage(message, moved);
    try {
      const embedder = this.indexes.get(folder)?.embedder;
      if (embedder === undefined) throw new Error('there is no embedding model');
      const vectors = await embedder.embed(texts, { kind, priority, signal: controller.signal });
      send({ type: 'vectors', id, vectors }, [vectors.buffer as ArrayBuffer]);
    } catch (error) {
      send({ type: 'noVectors', id, message: (error as Error).message });
    } finally {
      this.embeddings.delete(id);
    }
  }

  private onEnd(worker: Worker, how: string): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.ends.push(performance.now());
    this.opened.clear();
    for (const controller of this.embeddings.values()) controller.abort();
    const detail = `the thread that searches has ended: ${how}`;
    for (const index of this.indexes.values()) index.onEnd(detail);
    this.calls.failAll(new Error(detail));
  }
}

/** By its name: classes are not what crosses. */
const errorOf = ({ name, message }: FromWorker & { type: 'failed' }): Error => {
  switch (name) {
    case 'QueryError':
      return new QueryError(message);
    case 'StorePasswordError':
      return new StorePasswordError(message);
    case 'StoreError':
      return new StoreError(message);
    case 'NoVectorsError':
      return new NoVectorsError(message);
    case 'TooFewPairsError':
      return new TooFewPairsError(message);
    default:
      return new Error(message);
  }
};
