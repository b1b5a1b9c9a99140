/** Words with how often they come, the most frequent first; of equally frequent ones the first by its characters. */
export class WordVocabulary {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    readonly words: readonly string[],
    readonly counts: Uint32Array,
  ) {
    this.numbers = new Map(words.map((word, number) => [word, number]));
  }

  get size(): number {
    return this.words.length;
  }

  /** How many occurrences there are of all words. */
  get total(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  numberOf(word: string): number | undefined {
    return this.numbers.get(word);
  }
}
