import type { SearchSettings } from '../../configuration/searchSettings';
import type { SimilarWord } from '../../learning/word2vec/wordVectors';
import type { Embedder } from '../../lm/embedder';
import type {
  AlikePassages,
  FolderSearch,
  IndexStatus,
  LeftOutFile,
  Passage,
  SearchAnswer,
  SearchOptions,
} from '../folderSearch';
import type { TuningReport } from '../tuning/tuneSearch';
import type { AskedWords } from '../words/relatedWords';
import { type AnsweredCall, factsOf, type ToWorker } from './messages';
import type { IndexThread, WorkerIndex } from './workerIndex';

/** An index as it was opened, so that it can be opened again in another thread. */
export interface WorkerPlace {
  readonly number: number;
  readonly root: string;
  /** The folder that the index lies in. */
  readonly index: string;
  readonly settings: SearchSettings;
  readonly embedder: Embedder | undefined;
}

/** A folder's index in the other thread. */
export class WorkerFolder implements FolderSearch, WorkerIndex {
  status: IndexStatus;
  private readonly listeners = new Set<(status: IndexStatus) => void>();

  constructor(
    readonly place: WorkerPlace,
    private readonly worker: IndexThread,
  ) {
    this.status = { state: 'opening', files: 0, chunks: 0, embedded: 0, bytes: 0, folder: place.index, leftOut: [] };
  }

  get root(): string {
    return this.place.root;
  }

  get embedder(): Embedder | undefined {
    return this.place.embedder;
  }

  get opening(): ToWorker {
    const { number: folder, root, index, settings, embedder } = this.place;
    return { type: 'open', folder, root, index, settings, embedder: factsOf(embedder) };
  }

  onDidChangeStatus(listener: (status: IndexStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The other thread, or its end, tells how it is. */
  onStatus(status: IndexStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener(status);
  }

  onEnd(detail: string): void {
    this.onStatus({ ...this.status, state: 'failed', detail });
  }

  search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.ask('search', [query, options], signal);
  }

  similar(passage: Passage, options: Omit<SearchOptions, 'mode'>, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.ask('similar', [passage, options], signal);
  }

  duplicates(limit: number, signal?: AbortSignal): Promise<readonly AlikePassages[]> {
    return this.ask('duplicates', [limit], signal);
  }

  relatedWords(asked: AskedWords, limit: number): Promise<readonly SimilarWord[]> {
    return this.ask('relatedWords', [asked, limit]);
  }

  changed(paths: readonly string[]): void {
    this.worker.tell(this.place.number, 'changed', [paths]);
  }

  scan(): Promise<void> {
    return this.ask('scan', []);
  }

  pause(): void {
    this.worker.tell(this.place.number, 'pause', []);
    // What the other thread will say in a moment: who pauses is to see it at once.
    if (this.status.state === 'ready' || this.status.state === 'embedding')
      this.onStatus({ ...this.status, state: 'paused' });
  }

  resume(): void {
    this.worker.tell(this.place.number, 'resume', []);
    if (this.status.state === 'paused') this.onStatus({ ...this.status, state: 'ready' });
  }

  rebuild(): Promise<void> {
    return this.ask('rebuild', []);
  }

  tune(signal?: AbortSignal): Promise<TuningReport> {
    return this.ask('tune', [], signal);
  }

  removeTuning(): Promise<boolean> {
    return this.ask('removeTuning', []);
  }

  explain(path: string): Promise<string | undefined> {
    return this.ask('explain', [path]);
  }

  files(limit: number): Promise<readonly string[]> {
    return this.ask('files', [limit]);
  }

  leftOut(limit: number): Promise<readonly LeftOutFile[]> {
    return this.ask('leftOut', [limit]);
  }

  async close(): Promise<void> {
    this.listeners.clear();
    try {
      await this.ask('close', []);
    } finally {
      this.worker.forget(this.place.number);
    }
  }

  private async ask<Result>(call: AnsweredCall, parameters: readonly unknown[], signal?: AbortSignal): Promise<Result> {
    return (await this.worker.ask(this.place.number, call, parameters, signal)) as Result;
  }
}
