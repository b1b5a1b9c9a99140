interface Pending<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** Calls to the other side of a port that wait for their answer, by number. */
export class PendingCalls<Result> {
  private readonly pending = new Map<number, Pending<Result>>();
  private calls = 0;

  get isEmpty(): boolean {
    return this.pending.size === 0;
  }

  /**
   * Makes a call and waits for its answer.
   * @param send posts the call
   * @param cancel tells the other side that nobody waits any more
   * @throws the signal's reason
   */
  async ask(send: (id: number) => void, cancel: (id: number) => void, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const id = this.calls++;
    let onAbort = () => {};
    const answer = new Promise<Result>((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      onAbort = () => {
        cancel(id);
        reject(signal!.reason as Error);
      };
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      send(id);
      return await answer;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.pending.delete(id);
    }
  }

  /** An answer that nobody waits for is dropped. */
  settle(id: number, result: Result): void {
    this.pending.get(id)?.resolve(result);
  }

  fail(id: number, error: Error): void {
    this.pending.get(id)?.reject(error);
  }

  failAll(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
  }
}
