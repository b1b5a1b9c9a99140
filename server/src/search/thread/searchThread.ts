import type { Embedder } from '../../lm/embedder';
import type { FolderSearch, PassageSearch } from '../folderSearch';
import { IndexedFolder } from '../indexedFolder';
import { StoreSearch } from '../postgres/storeSearch';
import type { EmbedderFacts, FromWorker, ToWorker } from './messages';
import { PendingCalls } from './pendingCalls';

/** The folders that a thread indexes and searches, and the stores that it searches, as its port's messages ask. */
export class SearchThread {
  private readonly indexes = new Map<number, FolderSearch | PassageSearch>();
  private readonly running = new Map<number, AbortController>();
  private readonly embeddings = new PendingCalls<Float32Array>();

  constructor(private readonly post: (message: FromWorker) => void) {}

  onMessage(message: ToWorker): void {
    switch (message.type) {
      case 'open':
        this.open(message);
        break;
      case 'openStore':
        this.openStore(message);
        break;
      case 'ask':
        void this.answer(message);
        break;
      case 'cancel':
        this.running.get(message.id)?.abort();
        break;
      case 'tell':
        this.call(message.folder, message.call, message.parameters);
        break;
      case 'vectors':
        this.embeddings.settle(message.id, message.vectors);
        break;
      case 'noVectors':
        this.embeddings.fail(message.id, new Error(message.message));
    }
  }

  private open({ folder, root, index, settings, embedder }: ToWorker & { type: 'open' }): void {
    const search = new IndexedFolder(root, index, settings, embedder && this.remoteEmbedder(folder, embedder));
    search.onDidChangeStatus((status) => this.post({ type: 'status', folder, status }));
    this.indexes.set(folder, search);
  }

  private openStore({ folder, store, settings, embedder }: ToWorker & { type: 'openStore' }): void {
    this.indexes.set(folder, new StoreSearch(store, settings, embedder && this.remoteEmbedder(folder, embedder)));
  }

  private async answer({ id, folder, call, parameters }: ToWorker & { type: 'ask' }): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const result = await this.call(folder, call, [...parameters, controller.signal]);
      // Who has an answer knows what came before it.
      const index = this.indexes.get(folder);
      if (index !== undefined && 'status' in index) this.post({ type: 'status', folder, status: index.status });
      this.post({ type: 'answer', id, result });
    } catch (error) {
      const { name, message } = error as Error;
      this.post({ type: 'failed', id, name, message });
    } finally {
      this.running.delete(id);
      if (call === 'close') this.indexes.delete(folder);
    }
  }

  private call(folder: number, call: keyof FolderSearch, parameters: readonly unknown[]): unknown {
    const search = this.indexes.get(folder);
    if (search === undefined) throw new Error('the index is closed');
    return ((search as FolderSearch)[call] as (...given: readonly unknown[]) => unknown).apply(search, [...parameters]);
  }

  /** The embedder of the other side. */
  private remoteEmbedder(folder: number, facts: EmbedderFacts): Embedder {
    return {
      ...facts,
      embed: (texts, { kind, priority = 'interactive', signal }) =>
        this.embeddings.ask(
          (id) => this.post({ type: 'embed', id, folder, texts, kind, priority }),
          (id) => this.post({ type: 'unwanted', id }),
          signal,
        ),
    };
  }
}
