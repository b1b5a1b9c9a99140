/** Tries something that has failed again, after longer and longer times, until it goes well. Its timer keeps no process alive. */
export class Backoff {
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param delaysMs after the first failure, the second and so on; after more, the last of them
   * @param again tries it, and tells here how it went
   */
  constructor(
    private readonly delaysMs: readonly number[],
    private readonly again: () => void,
  ) {}

  /** What fails while a try is due already changes nothing. */
  failed(): void {
    if (this.timer !== undefined) return;
    const delayMs = this.delaysMs[Math.min(this.failures++, this.delaysMs.length - 1)];
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.again();
    }, delayMs);
    this.timer.unref();
  }

  succeeded(): void {
    this.failures = 0;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
