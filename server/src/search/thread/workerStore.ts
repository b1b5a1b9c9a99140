import type { SearchSettings } from '../../configuration/searchSettings';
import type { Embedder } from '../../lm/embedder';
import type { Passage, PassageSearch, SearchAnswer, SearchOptions } from '../folderSearch';
import type { StorePlace } from '../postgres/storeSearch';
import { factsOf, type ToWorker } from './messages';
import type { IndexThread, WorkerIndex } from './workerIndex';

/** A store as it was opened, so that it can be opened again in another thread. */
export interface WorkerStorePlace {
  readonly number: number;
  readonly store: StorePlace;
  readonly settings: SearchSettings;
  readonly embedder: Embedder | undefined;
}

/** A store on a server, which the other thread talks to. */
export class WorkerStore implements PassageSearch, WorkerIndex {
  constructor(
    private readonly place: WorkerStorePlace,
    private readonly worker: IndexThread,
  ) {}

  get embedder(): Embedder | undefined {
    return this.place.embedder;
  }

  get opening(): ToWorker {
    const { number: folder, store, settings, embedder } = this.place;
    return { type: 'openStore', folder, store, settings, embedder: factsOf(embedder) };
  }

  /** A store has none. */
  onStatus(): void {}

  /** Who waits for an answer is told; the next search starts another thread. */
  onEnd(): void {}

  async search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer> {
    return (await this.worker.ask(this.place.number, 'search', [query, options], signal)) as SearchAnswer;
  }

  async similar(passage: Passage, options: Omit<SearchOptions, 'mode'>, signal?: AbortSignal): Promise<SearchAnswer> {
    return (await this.worker.ask(this.place.number, 'similar', [passage, options], signal)) as SearchAnswer;
  }

  async close(): Promise<void> {
    try {
      await this.worker.ask(this.place.number, 'close', []);
    } finally {
      this.worker.forget(this.place.number);
    }
  }
}
