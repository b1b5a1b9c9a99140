import type { SearchSettings } from '../configuration/searchSettings';
import type { AdapterFacts } from '../learning/adapter/adapterFile';
import type { Embedder } from '../lm/embedder';
import { copiedPassages, type SamePassages, samePassages } from './alikePassages';
import { loadingChunker } from './chunking/loadChunker';
import type { AlikePassages, Passage, SearchOptions } from './folderSearch';
import { type EmbedMissingOptions, embedMissing } from './index/embedMissing';
import { FileRules } from './index/fileRules';
import { Indexer, type IndexOptions, type IndexRun } from './index/indexer';
import type { PairSearch } from './index/indexParts';
import { judgePath } from './index/walk';
import { folderPlace, type IndexLock, type IndexPlace } from './indexPlace';
import { type Chunker, FilePreparer } from './preparation/filePreparer';
import { PreparationThreads } from './preparation/preparationThreads';
import type { ParsedQuery } from './query/parseQuery';
import { type FoundPassages, PassageFinder } from './query/passageFinder';
import { Retriever } from './query/retriever';
import type { ChunkFilter, SearchStore, StoredChunk, StoreState } from './searchStore';
import { AdapterStore } from './tuning/adapterStore';
import type { TuningOptions, TuningReport } from './tuning/tuneSearch';
import { NoVectorsError } from './tuning/tuningError';
import { FolderWords } from './words/folderWords';

/** What a service is made of, where it is not the usual. */
export interface SearchParts {
  /** How files are cut into passages: as their language has it unless it is said. */
  readonly chunker?: Chunker;
  /** Makes vectors; without one, passages have none. Those of another one are kept apart. */
  readonly embedder?: Embedder | undefined;
  /** Whether queries are adapted where the index has been tuned; they are unless it is said. */
  readonly adapted?: boolean | undefined;
}

/** Another process writes this index. */
export class IndexBusyError extends Error {
  override readonly name = 'IndexBusyError';
}

/** What an editor and the command line ask of one folder's index. */
export class SearchService {
  /** The words of the folder; absent where its files are elsewhere. */
  readonly words: FolderWords | undefined;
  private readonly store: SearchStore;
  private lock: IndexLock | undefined;

  private constructor(
    private readonly place: IndexPlace,
    private readonly rules: FileRules,
    private readonly indexer: Indexer,
    private readonly embedder: Embedder | undefined,
    private readonly finder: PassageFinder,
    private readonly settings: SearchSettings,
    private readonly adapters: AdapterStore | undefined,
  ) {
    this.store = place.store;
    this.words = place.local && new FolderWords(place.local);
  }

  /**
   * @param root the folder that is searched
   * @param folder where its index lies
   * @throws IndexFormatError
   */
  static open(root: string, folder: string, settings: SearchSettings, parts: SearchParts = {}): SearchService {
    return SearchService.over(folderPlace(root, folder, settings, parts.embedder), root, settings, parts);
  }

  /** Over an index wherever it lies. */
  static over(place: IndexPlace, root: string, settings: SearchSettings, parts: SearchParts = {}): SearchService {
    const { embedder } = parts;
    const rules = new FileRules(root, settings);
    const here = new FilePreparer(root, parts.chunker ?? loadingChunker());
    // A chunker of somebody's own cannot go to other threads.
    const threads = parts.chunker === undefined ? new PreparationThreads(root, here) : undefined;
    const indexer = new Indexer(place.store, rules, here, threads);
    const adapters = embedder && place.local && new AdapterStore(place.local.folder, embedder);
    const usedAdapters = parts.adapted === false ? undefined : adapters;
    const finder = new PassageFinder(place, new Retriever(place.store, settings, embedder, usedAdapters));
    return new SearchService(place, rules, indexer, embedder, finder, settings, adapters);
  }

  /**
   * Brings the index into agreement with the folder.
   * @throws IndexBusyError
   */
  async index(options: IndexOptions = {}): Promise<IndexRun> {
    await this.startWriting();
    return this.indexer.run(options);
  }

  /** @throws IndexBusyError */
  async fileSaved(path: string): Promise<void> {
    await this.startWriting();
    const found = judgePath(this.rules, path);
    if ('reason' in found) await this.fileDeleted(path);
    else await this.indexer.putOne(found);
  }

  /**
   * Gives vectors to passages that have none, until all have one; without an embedder it is done at once.
   * @returns how many cannot have one before the next run
   * @throws IndexBusyError
   */
  async embed(options: EmbedMissingOptions = {}): Promise<number> {
    if (this.embedder === undefined) return 0;
    await this.startWriting();
    this.place.local?.texts.forget();
    const left = await embedMissing(this.store, this.embedder, options);
    await this.place.indexVectors?.();
    return left;
  }

  /** A file is gone, or a folder with all that lay in it. @throws IndexBusyError */
  async fileDeleted(path: string): Promise<void> {
    await this.startWriting();
    const known = [...(await this.store.files()).keys()];
    const gone = known.filter((file) => file === path || file.startsWith(`${path}/`));
    if (gone.length === 0) return;
    await this.store.removeFiles(gone);
    await this.store.commit();
  }

  /** Takes all files out of the index. @returns how many @throws IndexBusyError */
  async removeAll(): Promise<number> {
    await this.startWriting();
    const paths = [...(await this.store.files()).keys()];
    await this.store.removeFiles(paths);
    await this.store.commit();
    return paths.length;
  }

  /** Sees what other processes have written since. */
  refresh(): Promise<void> {
    return this.place.refresh();
  }

  /**
   * The best passages for a query. Those without a vector are ranked by their terms.
   * @param query a text is read by `parseQuery`
   * @throws QueryError
   * @throws the signal's reason
   */
  search(query: string | ParsedQuery, options: SearchOptions, signal?: AbortSignal): Promise<FoundPassages> {
    return this.finder.search(query, options, signal);
  }

  /** Passages like this one, without itself. @throws the signal's reason */
  similar(passage: Passage, limit: number, filter?: ChunkFilter, signal?: AbortSignal): Promise<FoundPassages> {
    return this.finder.similar(passage, limit, filter, signal);
  }

  /** The passage of a file that a line stands in, or the one nearest to it; undefined where the index has none of that file here. */
  passageAt(path: string, line: number): Passage | undefined {
    const { local } = this.place;
    if (local === undefined) return undefined;
    local.texts.forget();
    const distance = ({ startLine, endLine }: StoredChunk) => Math.max(0, startLine - line, line - endLine);
    const [place] = local.store.chunksOf(path).toSorted((a, b) => distance(a) - distance(b));
    const text = place && local.texts.read(place);
    return place === undefined || text === undefined ? undefined : { text, place, key: place.key };
  }

  /** Passages that were copied and changed a little, the longest repetitions first; none of an index whose files are elsewhere. @throws the signal's reason */
  async duplicates(limit: number, signal?: AbortSignal): Promise<readonly AlikePassages[]> {
    const { local } = this.place;
    return local === undefined ? [] : copiedPassages(local, limit, signal);
  }

  /** Passages that say nearly the same by their vectors, the most similar first; none of an index whose files are elsewhere. @throws the signal's reason */
  async sameMeaning(options: PairSearch): Promise<SamePassages> {
    const { local } = this.place;
    return local === undefined ? { groups: [], compared: 1 } : samePassages(local, options);
  }

  /**
   * Tunes searches by meaning to this folder, or says why that would not help. Nothing of the index is written, so it does not matter who writes that.
   * @throws TuningError; the signal's reason; what the embedder throws
   */
  async tune(options: TuningOptions = {}): Promise<TuningReport> {
    const { embedder } = this;
    const { local } = this.place;
    if (embedder === undefined || local === undefined)
      throw new NoVectorsError('there are no vectors to tune searches by');
    const { tuneSearch } = await import('./tuning/tuneSearch');
    return tuneSearch(local, embedder, this.settings, options);
  }

  /** What searches by meaning are tuned by; undefined where they are not. */
  tuning(): AdapterFacts | undefined {
    return this.adapters?.facts();
  }

  /** @returns whether there was a tuning to take away */
  removeTuning(): boolean {
    return this.adapters?.remove() ?? false;
  }

  state(): Promise<StoreState> {
    return this.store.state();
  }

  /** Paths of indexed files, ascending. */
  async files(): Promise<readonly string[]> {
    return [...(await this.store.files()).keys()].sort();
  }

  /** Why a file is not indexed; undefined where it is, or will be by the next run. */
  explain(path: string): string | undefined {
    const found = judgePath(this.rules, path);
    return 'reason' in found ? found.reason : undefined;
  }

  async close(): Promise<void> {
    // The last writes are made under the lock.
    await this.store.close();
    await this.lock?.release();
    this.lock = undefined;
  }

  private async startWriting(): Promise<void> {
    if (this.lock !== undefined) return;
    const lock = await this.place.tryLock();
    if (lock === undefined) throw new IndexBusyError('another process is indexing this folder');
    this.lock = lock;
    // Written by somebody else up to now.
    await this.place.refresh();
  }
}
