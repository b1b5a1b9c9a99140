import type { FolderStatus } from '../folderStatus';
import type { SearchService } from '../searchService';
import type { TuningReport } from './tuneSearch';

/** Tunes the searches of one folder, once at a time. How far that is, and what has come of it, is part of the folder's status. */
export class FolderTuning {
  private running: AbortController | undefined;

  constructor(private readonly status: FolderStatus) {}

  /**
   * @throws Error when it is under way already
   * @throws the signal's reason
   */
  async run(service: SearchService, signal: AbortSignal | undefined): Promise<TuningReport> {
    if (this.running !== undefined) throw new Error('searches are being tuned already');
    const own = new AbortController();
    this.running = own;
    try {
      return await service.tune({
        signal: signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]),
        onProgress: (tuning) => this.status.tell({ tuning }),
      });
    } finally {
      this.running = undefined;
      this.status.drop('tuning');
      this.tell(service);
    }
  }

  /** @returns whether they were tuned */
  remove(service: SearchService): boolean {
    const removed = service.removeTuning();
    this.tell(service);
    return removed;
  }

  /** By what searches are tuned now. */
  tell(service: SearchService): void {
    this.status.drop('tuned');
    const facts = service.tuning();
    this.status.tell(facts === undefined ? {} : { tuned: { before: facts.test.before, after: facts.test.after } });
  }

  /** Ends what is under way. */
  stop(): void {
    this.running?.abort();
  }
}
