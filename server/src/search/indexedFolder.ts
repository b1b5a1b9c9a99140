import { readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SearchSettings } from '../configuration/searchSettings';
import type { SimilarWord } from '../learning/word2vec/wordVectors';
import type { Embedder } from '../lm/embedder';
import { systemMessage } from '../platform/documentFile';
import { Backoff } from './backoff';
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
import { removeIndexFiles } from './index/indexFolder';
import { parseQuery } from './query/parseQuery';
import type { FoundPassages } from './query/passageFinder';
import { RecentRate } from './recentRate';
import { IndexBusyError, SearchService } from './searchService';
import type { TuningReport } from './tuning/tuneSearch';
import { relatedTerms } from './words/queryExpansion';
import { type AskedWords, relatedWords } from './words/relatedWords';
import { type MissingWords, WordLearning } from './words/wordLearning';
import type { FolderWordVectors } from './words/wordsFile';

/** Changes that come together are looked at together. */
const settleMs = 100;
/** With more of them the whole folder is looked at: that is quicker by then, as after a change of branches. */
const mostSingleFiles = 200;
/** How often it is tried to write an index that another process writes. */
const retryMs = 5000;
const leastBetweenStatusesMs = 100;

/** Passages are embedded again so long after the first failure, the second and all others: whatever has ended the model's process may be over by then. */
const embeddingRetriesMs: readonly number[] = [60_000, 5 * 60_000, 30 * 60_000];

/** Files that change what is indexed. */
const ignoreFiles = new Set(['.gitignore', '.surprisalignore']);

/** Runs one folder's index in this thread: one piece of work after another, and searches in between. */
export class IndexedFolder implements FolderSearch {
  status: IndexStatus;
  private readonly listeners = new Set<(status: IndexStatus) => void>();
  private service: SearchService | undefined;
  private words: WordLearning | undefined;
  private queue: Promise<unknown>;
  private leftOutFiles: LeftOutFile[] = [];
  private readonly changedPaths = new Set<string>();
  private isComplete = false;
  private isPaused = false;
  /** A scan is due once it is resumed. */
  private scanIsDue = false;
  private scanning: AbortController | undefined;
  /** The pass that gives vectors to passages, beside the queue: a save is not to wait for it. */
  private embedding: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  private embeddingProblem: string | undefined;
  private embedAgain = false;
  private readonly embeddingRetries: Backoff;
  /** Ends the tuning that is under way. */
  private tuning: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private statusTimer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /**
   * @param folder where the index lies
   * @param retriesMs times after which embedding is tried again when it has failed
   */
  constructor(
    readonly root: string,
    private readonly folder: string,
    private readonly settings: SearchSettings,
    private readonly embedder?: Embedder,
    retriesMs = embeddingRetriesMs,
  ) {
    this.embeddingRetries = new Backoff(retriesMs, () => void this.enqueue(async () => this.embedMissing()));
    const model = embedder && { model: embedder.id };
    this.status = { state: 'opening', files: 0, chunks: 0, embedded: 0, bytes: 0, folder, leftOut: [], ...model };
    this.queue = new Promise((resolve) => setImmediate(resolve)).then(() => this.open());
  }

  onDidChangeStatus(listener: (status: IndexStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer> {
    return this.answer(async (service) => {
      if (options.expand !== true) return service.search(query, options, signal);
      const expansion = this.expansionOf(parseQuery(query).text);
      return { ...(await service.search(query, { ...options, related: expansion.terms }, signal)), expansion };
    }, signal);
  }

  private expansionOf(text: string): Expansion {
    const words = this.learntWords();
    if (typeof words === 'string') return { terms: [], missing: words };
    return { terms: relatedTerms(text, words.vectors, this.settings.stemmer) };
  }

  async relatedWords(asked: AskedWords, limit: number): Promise<readonly SimilarWord[]> {
    const words = this.learntWords();
    if (typeof words === 'string') return [];
    const found = relatedWords(words.vectors, asked, limit, this.settings.stemmer);
    return found.map(({ word, similarity }) => ({ word: words.forms.get(word) ?? word, similarity }));
  }

  /** Before all was read, words would be learnt of a part. */
  private learntWords(): FolderWordVectors | MissingWords {
    return (this.isComplete ? this.words?.known() : undefined) ?? 'learning';
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
    const { service } = this;
    if (service === undefined) throw new Error(this.status.detail ?? 'the index is closed');
    // What another process has written since.
    if (this.status.state === 'waiting') await service.refresh();
    const { vectorsMissing, ...found } = await ask(service);
    signal?.throwIfAborted();
    const { chunks, embedded } = await service.state();
    const ready: SearchReadiness = {
      terms: this.isComplete ? 'complete' : 'partial',
      chunks,
      embedded,
      ...(vectorsMissing !== undefined && { vectorsMissing: this.embeddingProblem ?? vectorsMissing }),
    };
    return { ...found, ready };
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
    void this.stopEmbedding();
    if (this.scanning === undefined && this.isResting) this.tell({ state: 'paused' });
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    if (this.scanIsDue) void this.scan();
    else {
      this.tell({ state: this.restingState() });
      this.embedMissing();
    }
    this.changed([]);
  }

  rebuild(): Promise<void> {
    this.scanning?.abort();
    this.tuning?.abort();
    return this.enqueue(async () => {
      await this.stopEmbedding();
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
    const { service } = this;
    if (service === undefined) throw new Error(this.status.detail ?? 'the index is closed');
    if (this.tuning !== undefined) throw new Error('searches are being tuned already');
    const own = new AbortController();
    this.tuning = own;
    try {
      return await service.tune({
        signal: signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]),
        onProgress: (tuning) => this.tell({ tuning }),
      });
    } finally {
      this.tuning = undefined;
      const { tuning, ...status } = this.status;
      this.status = status;
      this.tellTuned();
    }
  }

  async removeTuning(): Promise<boolean> {
    await this.queue;
    const removed = this.service?.removeTuning() ?? false;
    this.tellTuned();
    return removed;
  }

  private tellTuned(): void {
    const { tuned, ...status } = this.status;
    this.status = status;
    const facts = this.service?.tuning();
    this.tell(facts === undefined ? {} : { tuned: { before: facts.test.before, after: facts.test.after } });
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
    clearTimeout(this.statusTimer);
    this.embeddingRetries.stop();
    this.listeners.clear();
    this.scanning?.abort();
    this.tuning?.abort();
    await this.queue;
    await this.stopEmbedding();
    await this.words?.stop();
    await this.service?.close();
    this.service = undefined;
  }

  private open(): void {
    try {
      this.service = SearchService.open(this.root, this.folder, this.settings, { embedder: this.embedder });
      const { words } = this.service;
      this.words = words && new WordLearning(words);
      this.tell({ state: this.restingState() });
      this.tellTuned();
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
    this.tell({ state: 'scanning' });
    try {
      await service.index({
        signal: controller.signal,
        onLeftOut: (path, reason) => leftOut.push({ path, reason }),
        onProgress: ({ files, of, chunks }) => this.tell({ scan: { done: files, of }, files, chunks }),
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
    this.tell({ state: this.restingState() });
    this.embedMissing();
  }

  private async count(): Promise<void> {
    const { files = 0, chunks = 0, embedded = 0 } = (await this.service?.state()) ?? {};
    const bytes = sizeOf(this.folder);
    const { scan, detail, ...status } = this.status;
    this.status = { ...status, files, chunks, embedded, bytes, leftOut: byReason(this.leftOutFiles) };
  }

  /** Begins to give vectors to passages that have none, unless that goes on already: then it finds them too. */
  private embedMissing(): void {
    const { service, embedder } = this;
    if (service === undefined || embedder === undefined || this.isPaused) return;
    this.embedAgain = this.embedding !== undefined;
    if (this.embedAgain || this.status.embedded >= this.status.chunks) return;
    const controller = new AbortController();
    const done = this.embedNow(service, controller.signal).finally(() => {
      this.embedding = undefined;
      const { embeddedPerSecond, ...status } = this.status;
      this.status = status;
      if (this.isResting) this.tell({ state: this.restingState() });
      // Passages came after the pass had looked for the last time.
      if (this.embedAgain && !controller.signal.aborted) this.embedMissing();
    });
    this.embedding = { controller, done };
    this.tell({ state: 'embedding' });
  }

  private async embedNow(service: SearchService, signal: AbortSignal): Promise<void> {
    const rate = new RecentRate();
    try {
      await service.embed({
        signal,
        onEmbedded: (count) => {
          this.embeddingRetries.succeeded();
          const embedded = Math.min(this.status.chunks, this.status.embedded + count);
          this.tell({ embedded, embeddedPerSecond: rate.add(count) });
        },
      });
      this.embeddingRetries.succeeded();
      this.embeddingProblem = undefined;
      const { detail, ...status } = this.status;
      this.status = status;
      const { embedded, chunks } = await service.state();
      this.tell({ embedded, chunks });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof IndexBusyError) return this.wait();
      // Searching by terms goes on; the next change tries again, and so does time.
      this.embeddingRetries.failed();
      this.embeddingProblem = (error as Error).message;
      this.tell({ detail: this.embeddingProblem });
    }
  }

  private async stopEmbedding(): Promise<void> {
    this.embedding?.controller.abort();
    await this.embedding?.done;
  }

  private get isResting(): boolean {
    return this.status.state === 'ready' || this.status.state === 'embedding';
  }

  private restingState(): IndexState {
    return this.isPaused ? 'paused' : this.embedding === undefined ? 'ready' : 'embedding';
  }

  /** Another window writes: what it has written is read, and from time to time it is looked whether it has ended. */
  private async wait(): Promise<void> {
    this.isComplete = true;
    this.later(retryMs, () => void this.scan());
    try {
      await this.service?.refresh();
      await this.count();
      this.tell({ state: 'waiting', detail: 'Another window keeps this index up to date.' });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.tell({ state: 'failed', detail: systemMessage(error) });
  }

  private later(ms: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, ms);
    this.timer.unref();
  }

  /** The state is told once it has been the same for a moment, or for as long as a listener can wait. */
  private tell(change: Partial<IndexStatus>): void {
    this.status = { ...this.status, ...change };
    this.statusTimer ??= setTimeout(() => {
      this.statusTimer = undefined;
      for (const listener of this.listeners) listener(this.status);
    }, leastBetweenStatusesMs);
    this.statusTimer.unref();
  }
}

const sizeOf = (folder: string): number => {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
};

const byReason = (files: readonly LeftOutFile[]): IndexStatus['leftOut'] => {
  const counts = new Map<string, number>();
  for (const { reason } of files) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
};
