import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SearchSettings } from '../configuration/searchSettings';
import type { SimilarWord } from '../learning/word2vec/wordVectors';
import type { Embedder } from '../lm/embedder';
import { systemMessage } from '../platform/documentFile';
import { FolderEmbedding, type FolderEmbeddingPort } from './folderEmbedding';
import type {
  AlikePassages,
  Expansion,
  FolderSearch,
  IndexState,
  IndexStatus,
  LeftOutFile,
  Passage,
  SearchAnswer,
  SearchOptions,
  SearchReadiness,
} from './folderSearch';
import { countedByReason, FolderStatus } from './folderStatus';
import { indexBytes, removeIndexFiles } from './index/indexFolder';
import { parseQuery } from './query/parseQuery';
import type { FoundPassages } from './query/passageFinder';
import { IndexBusyError, SearchService } from './searchService';
import { FolderTuning } from './tuning/folderTuning';
import type { TuningReport } from './tuning/tuneSearch';
import { LearntWords } from './words/learntWords';
import type { AskedWords } from './words/relatedWords';

/** Changes that come together are looked at together. */
const settleMs = 100;
/** With more of them the whole folder is looked at: that is quicker by then, as after a change of branches. */
const mostSingleFiles = 200;
/** How often it is tried to write an index that another process writes. */
const retryMs = 5000;

/** Files that change what is indexed. */
const ignoreFiles = new Set(['.gitignore', '.surprisalignore']);

const nothingLearnt: Expansion = { terms: [], missing: 'learning' };

/** Runs one folder's index in this thread: one piece of work after another, and searches in between. */
export class IndexedFolder implements FolderSearch {
  private readonly told: FolderStatus;
  private readonly tuning: FolderTuning;
  private readonly embedding: FolderEmbedding;
  private service: SearchService | undefined;
  private words: LearntWords | undefined;
  private queue: Promise<unknown>;
  private leftOutFiles: LeftOutFile[] = [];
  private readonly changedPaths = new Set<string>();
  private isComplete = false;
  private isPaused = false;
  /** A scan is due once it is resumed. */
  private scanIsDue = false;
  private scanning: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /**
   * @param folder where the index lies
   * @param retriesMs as of `FolderEmbedding`
   */
  constructor(
    readonly root: string,
    private readonly folder: string,
    private readonly settings: SearchSettings,
    private readonly embedder?: Embedder,
    retriesMs?: readonly number[],
  ) {
    const model = embedder && { model: embedder.id };
    const nothing = { files: 0, chunks: 0, embedded: 0, bytes: 0, leftOut: [] };
    this.told = new FolderStatus({ state: 'opening', ...nothing, folder, ...model });
    this.tuning = new FolderTuning(this.told);
    const port: FolderEmbeddingPort = {
      onRetry: () => void this.enqueue(async () => this.embedMissing()),
      onBusy: () => this.wait(),
      onEnd: (isDue) => this.onEmbeddingEnd(isDue),
    };
    this.embedding = new FolderEmbedding(this.told, port, retriesMs);
    this.queue = new Promise((resolve) => setImmediate(resolve)).then(() => this.open());
  }

  get status(): IndexStatus {
    return this.told.current;
  }

  onDidChangeStatus(listener: (status: IndexStatus) => void): () => void {
    return this.told.onDidChange(listener);
  }

  search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.answer(async (service) => {
      if (options.expand !== true) return service.search(query, options, signal);
      const expansion = this.knownWords?.expansionOf(parseQuery(query).text) ?? nothingLearnt;
      return { ...(await service.search(query, { ...options, related: expansion.terms }, signal)), expansion };
    }, signal);
  }

  async relatedWords(asked: AskedWords, limit: number): Promise<readonly SimilarWord[]> {
    return this.knownWords?.relatedTo(asked, limit) ?? [];
  }

  /** Before all was read, words would be learnt of a part. */
  private get knownWords(): LearntWords | undefined {
    return this.isComplete ? this.words : undefined;
  }

  similar(
    passage: Passage,
    { limit, filter }: Omit<SearchOptions, 'mode'>,
    signal?: AbortSignal,
  ): Promise<SearchAnswer> {
    return this.answer((service) => service.similar(passage, limit, filter, signal), signal);
  }

  private async answer(
    ask: (service: SearchService) => Promise<FoundPassages & Pick<SearchAnswer, 'expansion'>>,
    signal: AbortSignal | undefined,
  ): Promise<SearchAnswer> {
    if (this.service === undefined && this.status.state === 'opening') await this.queue;
    signal?.throwIfAborted();
    const service = this.opened;
    // What another process has written since.
    if (this.status.state === 'waiting') await service.refresh();
    const { vectorsMissing, ...found } = await ask(service);
    signal?.throwIfAborted();
    const { chunks, embedded } = await service.state();
    const ready: SearchReadiness = {
      terms: this.isComplete ? 'complete' : 'partial',
      chunks,
      embedded,
      ...(vectorsMissing !== undefined && { vectorsMissing: this.embedding.problem ?? vectorsMissing }),
    };
    return { ...found, ready };
  }

  private get opened(): SearchService {
    if (this.service === undefined) throw new Error(this.status.detail ?? 'the index is closed');
    return this.service;
  }

  async duplicates(limit: number, signal?: AbortSignal): Promise<readonly AlikePassages[]> {
    await this.queue;
    signal?.throwIfAborted();
    return this.service?.duplicates(limit, signal) ?? [];
  }

  changed(paths: readonly string[]): void {
    for (const path of paths) this.changedPaths.add(path);
    if (!this.isPaused && this.changedPaths.size > 0) this.later(settleMs, () => this.lookAtChanged());
  }

  scan(): Promise<void> {
    return this.enqueue(async () => {
      if (this.isPaused) this.scanIsDue = true;
      else await this.scanNow();
    });
  }

  pause(): void {
    if (this.isPaused) return;
    this.isPaused = true;
    this.scanning?.abort();
    void this.embedding.stop();
    if (this.scanning === undefined && this.isResting) this.told.tell({ state: 'paused' });
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    if (this.scanIsDue) void this.scan();
    else {
      this.told.tell({ state: this.restingState() });
      this.embedMissing();
    }
    this.changed([]);
  }

  rebuild(): Promise<void> {
    this.scanning?.abort();
    this.tuning.stop();
    return this.enqueue(async () => {
      await this.embedding.stop();
      await this.service?.close();
      this.service = undefined;
      this.isComplete = false;
      this.isPaused = false;
      await this.words?.stop();
      removeIndexFiles(this.folder);
      this.open();
      await this.scanNow();
    });
  }

  async tune(signal?: AbortSignal): Promise<TuningReport> {
    await this.queue;
    signal?.throwIfAborted();
    return this.tuning.run(this.opened, signal);
  }

  async removeTuning(): Promise<boolean> {
    await this.queue;
    return this.service !== undefined && this.tuning.remove(this.service);
  }

  async explain(path: string): Promise<string | undefined> {
    await this.queue;
    return this.service?.explain(path);
  }

  async files(limit: number): Promise<readonly string[]> {
    await this.queue;
    return (await this.service?.files())?.slice(0, limit) ?? [];
  }

  async leftOut(limit: number): Promise<readonly LeftOutFile[]> {
    await this.queue;
    return this.leftOutFiles.slice(0, limit);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.embedding.close();
    this.told.close();
    this.scanning?.abort();
    this.tuning.stop();
    await this.queue;
    await this.embedding.stop();
    await this.words?.stop();
    await this.service?.close();
    this.service = undefined;
  }

  private open(): void {
    try {
      this.service = SearchService.open(this.root, this.folder, this.settings, { embedder: this.embedder });
      const { words } = this.service;
      this.words = words && new LearntWords(words, this.settings.stemmer);
      this.told.tell({ state: this.restingState() });
      this.tuning.tell(this.service);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Failures are part of the status, so that work never rejects. */
  private enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(async () => {
      if (this.isClosed) return;
      try {
        await work();
      } catch (error) {
        if (error instanceof IndexBusyError) await this.wait();
        else this.fail(error);
      }
    });
    this.queue = done;
    return done;
  }

  private async scanNow(): Promise<void> {
    const { service } = this;
    if (service === undefined) return;
    this.scanIsDue = false;
    this.changedPaths.clear();
    const controller = new AbortController();
    this.scanning = controller;
    const leftOut: LeftOutFile[] = [];
    this.told.tell({ state: 'scanning' });
    try {
      await service.index({
        signal: controller.signal,
        onLeftOut: (path, reason) => leftOut.push({ path, reason }),
        onProgress: ({ files, of, chunks }) => this.told.tell({ scan: { done: files, of }, files, chunks }),
      });
      this.isComplete = true;
      this.leftOutFiles = leftOut.sort((a, b) => (a.path < b.path ? -1 : 1));
    } catch (error) {
      // What was done stays done, and the next scan goes on from there.
      if (!controller.signal.aborted) throw error;
      this.scanIsDue = true;
    } finally {
      this.scanning = undefined;
    }
    await this.tellCounts();
  }

  private lookAtChanged(): void {
    void this.enqueue(async () => {
      if (this.isPaused) return;
      const paths = [...this.changedPaths];
      this.changedPaths.clear();
      if (paths.length > mostSingleFiles || paths.some((path) => this.concernsMany(path))) return this.scanNow();
      try {
        for (const path of paths) await this.service?.fileSaved(path);
      } catch (error) {
        if (error instanceof IndexBusyError) this.scanIsDue = true;
        throw error;
      }
      await this.tellCounts();
    });
  }

  /** A folder, or what says which files are left out. */
  private concernsMany(path: string): boolean {
    if (ignoreFiles.has(posix.basename(path))) return true;
    return statSync(join(this.root, path), { throwIfNoEntry: false })?.isDirectory() === true;
  }

  private async tellCounts(): Promise<void> {
    this.words?.changed();
    await this.count();
    this.told.tell({ state: this.restingState() });
    this.embedMissing();
  }

  private async count(): Promise<void> {
    const { files = 0, chunks = 0, embedded = 0 } = (await this.service?.state()) ?? {};
    const bytes = indexBytes(this.folder);
    this.told.drop('scan', 'detail');
    this.told.tell({ files, chunks, embedded, bytes, leftOut: countedByReason(this.leftOutFiles) });
  }

  private embedMissing(): void {
    const { service, embedder } = this;
    if (service !== undefined && embedder !== undefined && !this.isPaused) this.embedding.start(service);
  }

  private onEmbeddingEnd(isDue: boolean): void {
    if (this.isResting) this.told.tell({ state: this.restingState() });
    if (isDue) this.embedMissing();
  }

  private get isResting(): boolean {
    return this.status.state === 'ready' || this.status.state === 'embedding';
  }

  private restingState(): IndexState {
    return this.isPaused ? 'paused' : this.embedding.isRunning ? 'embedding' : 'ready';
  }

  /** Another window writes: what it has written is read, and from time to time it is looked whether it has ended. */
  private async wait(): Promise<void> {
    this.isComplete = true;
    this.later(retryMs, () => void this.scan());
    try {
      await this.service?.refresh();
      await this.count();
      this.told.tell({ state: 'waiting', detail: 'Another window keeps this index up to date.' });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.told.tell({ state: 'failed', detail: systemMessage(error) });
  }

  private later(ms: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, ms);
    this.timer.unref();
  }
}
