/** Runs an action for a key once, so many milliseconds after the last call with that key. */
export class DebouncedByKey<Key> {
  private readonly timers = new Map<Key, NodeJS.Timeout>();

  constructor(
    private readonly delayMs: number,
    private readonly action: (key: Key) => void,
  ) {}

  trigger(key: Key, delayMs = this.delayMs): void {
    this.cancel(key);
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        this.action(key);
      }, delayMs),
    );
  }

  cancel(key: Key): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
