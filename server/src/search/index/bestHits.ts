/**
 * The best of many scores, in a heap whose root is the worst that is kept: most scores are compared with the root alone, and sorting thousands of hits
 * for the ten that are shown is saved.
 */
export class BestHits {
  private readonly chunks: number[] = [];
  private readonly scores: number[] = [];

  /** @param comesBefore how equal scores are ordered */
  constructor(
    private readonly count: number,
    private readonly comesBefore: (a: number, b: number) => boolean,
  ) {}

  /** What a score must reach to be kept. */
  get bound(): number {
    return this.chunks.length < this.count ? -Infinity : (this.scores[0] ?? Infinity);
  }

  add(chunk: number, score: number): void {
    if (this.chunks.length < this.count) {
      this.chunks.push(chunk);
      this.scores.push(score);
      this.siftUp(this.chunks.length - 1);
    } else if (this.count > 0 && this.isWorse(this.chunks[0]!, this.scores[0]!, chunk, score)) {
      this.chunks[0] = chunk;
      this.scores[0] = score;
      this.siftDown();
    }
  }

  /** Best first. */
  sorted(): { readonly chunk: number; readonly score: number }[] {
    return this.chunks
      .map((chunk, index) => ({ chunk, score: this.scores[index]! }))
      .sort((a, b) => (this.isWorse(a.chunk, a.score, b.chunk, b.score) ? 1 : -1));
  }

  private isWorse(a: number, scoreA: number, b: number, scoreB: number): boolean {
    return scoreA !== scoreB ? scoreA < scoreB : this.comesBefore(b, a);
  }

  private isWorseAt(a: number, b: number): boolean {
    return this.isWorse(this.chunks[a]!, this.scores[a]!, this.chunks[b]!, this.scores[b]!);
  }

  private swap(a: number, b: number): void {
    [this.chunks[a], this.chunks[b]] = [this.chunks[b]!, this.chunks[a]!];
    [this.scores[a], this.scores[b]] = [this.scores[b]!, this.scores[a]!];
  }

  private siftUp(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isWorseAt(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private siftDown(): void {
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.chunks.length && this.isWorseAt(child, worst)) worst = child;
      if (worst === at) return;
      this.swap(at, worst);
      at = worst;
    }
  }
}
