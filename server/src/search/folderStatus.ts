import type { IndexStatus, LeftOutFile } from './folderSearch';

const leastBetweenStatusesMs = 100;

/** What may be missing of a status. */
type Optional = { [Key in keyof IndexStatus]-?: undefined extends IndexStatus[Key] ? Key : never }[keyof IndexStatus];

/** The status of a folder's index, and those who want to know of it. */
export class FolderStatus {
  private readonly listeners = new Set<(status: IndexStatus) => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(public current: IndexStatus) {}

  onDidChange(listener: (status: IndexStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Changes it, and tells of it once it has been the same for a moment, or for as long as a listener can wait. */
  tell(change: Partial<IndexStatus>): void {
    this.current = { ...this.current, ...change };
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const listener of this.listeners) listener(this.current);
    }, leastBetweenStatusesMs);
    this.timer.unref();
  }

  /** Takes out what holds no longer; that is told with the next change. */
  drop(...names: readonly Optional[]): void {
    const status = { ...this.current };
    for (const name of names) delete status[name];
    this.current = status;
  }

  /** Nobody is told of anything any more. */
  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}

/** How many files are left out for each reason, the most frequent first. */
export const countedByReason = (files: readonly LeftOutFile[]): IndexStatus['leftOut'] => {
  const counts = new Map<string, number>();
  for (const { reason } of files) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
};
