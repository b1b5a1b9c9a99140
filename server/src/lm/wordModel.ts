/** What proofreading asks of an n-gram model: word identifiers and the probability of one word after those before it. */
export interface WordModel {
  readonly id: string;
  readonly order: number;
  /** The identifier of a model word, 0 when it is not in the vocabulary. */
  idOf(word: string): number;
  /** Natural logarithm of P(ids[position] | the up to order - 1 identifiers before it). */
  logProbabilityAt(ids: ArrayLike<number>, position: number): number;
}
