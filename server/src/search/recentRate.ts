/** Averages over about so long: batches differ, and people look at the number. */
const windowMs = 10_000;

/** How many of something are done a second, lately. */
export class RecentRate {
  private readonly began = performance.now();
  private readonly done: { readonly at: number; readonly count: number }[] = [];

  /** @returns the rate with these */
  add(count: number): number {
    const now = performance.now();
    this.done.push({ at: now, count });
    while (this.done.length > 1 && now - this.done[0]!.at > windowMs) this.done.shift();
    const since = Math.max(this.began, now - windowMs);
    return this.done.reduce((sum, { count: part }) => sum + part, 0) / Math.max(0.001, (now - since) / 1000);
  }
}
