/** A map that keeps what was asked for or set since the last turn or the one before, so that an undone edit is still known. */
export class GenerationalMap<Value> {
  private young = new Map<number, Value>();
  private old = new Map<number, Value>();

  get(key: number): Value | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.young.set(key, old);
    return old;
  }

  set(key: number, value: Value): void {
    this.young.set(key, value);
  }

  /** Forgets what was not asked for since the last turn. */
  turn(): void {
    this.old = this.young;
    this.young = new Map();
  }

  /** How much was asked for or set since the last turn. */
  get size(): number {
    return this.young.size;
  }
}
