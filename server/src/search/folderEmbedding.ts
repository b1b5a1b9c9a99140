import { Backoff } from './backoff';
import type { FolderStatus } from './folderStatus';
import { RecentRate } from './recentRate';
import { IndexBusyError, type SearchService } from './searchService';

/** Passages are embedded again so long after the first failure, the second and all others: whatever has ended the model's process may be over by then. */
const defaultRetriesMs: readonly number[] = [60_000, 5 * 60_000, 30 * 60_000];

export interface FolderEmbeddingPort {
  /** It is time to begin again. */
  onRetry(): void;
  /** Another process writes the index. */
  onBusy(): Promise<void>;
  /** @param isDue passages came after the pass had looked for the last time */
  onEnd(isDue: boolean): void;
}

/** The pass that gives vectors to a folder's passages, beside all other work: a save is not to wait for it. How far it is, is part of the folder's status. */
export class FolderEmbedding {
  /** Why the last pass failed; searching by terms goes on. */
  problem: string | undefined;
  private running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  private again = false;
  private readonly retries: Backoff;

  /** @param retriesMs times after which it is tried again when it has failed */
  constructor(
    private readonly status: FolderStatus,
    private readonly port: FolderEmbeddingPort,
    retriesMs = defaultRetriesMs,
  ) {
    this.retries = new Backoff(retriesMs, () => port.onRetry());
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Begins, where passages have none, unless it goes on already: then it finds them too. */
  start(service: SearchService): void {
    this.again = this.isRunning;
    const { embedded, chunks } = this.status.current;
    if (this.again || embedded >= chunks) return;
    const controller = new AbortController();
    const done = this.run(service, controller.signal).finally(() => {
      this.running = undefined;
      this.status.drop('embeddedPerSecond');
      this.port.onEnd(this.again && !controller.signal.aborted);
    });
    this.running = { controller, done };
    this.status.tell({ state: 'embedding' });
  }

  /** Ends the pass that is under way: what has a vector keeps it. */
  async stop(): Promise<void> {
    this.running?.controller.abort();
    await this.running?.done;
  }

  /** It is not tried again. */
  close(): void {
    this.retries.stop();
  }

  private async run(service: SearchService, signal: AbortSignal): Promise<void> {
    const rate = new RecentRate();
    try {
      await service.embed({
        signal,
        onEmbedded: (count) => {
          this.retries.succeeded();
          const { chunks, embedded } = this.status.current;
          this.status.tell({ embedded: Math.min(chunks, embedded + count), embeddedPerSecond: rate.add(count) });
        },
      });
      this.retries.succeeded();
      this.problem = undefined;
      this.status.drop('detail');
      const { embedded, chunks } = await service.state();
      this.status.tell({ embedded, chunks });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof IndexBusyError) return this.port.onBusy();
      // The next change tries again, and so does time.
      this.retries.failed();
      this.problem = (error as Error).message;
      this.status.tell({ detail: this.problem });
    }
  }
}
