/** What may come next, as a state that moves with each token: a vocabulary, a template, banned words. Immutable. */
export interface ConstraintState {
  /** Sets the logits of tokens that may not come next to -Infinity. `logits`: one value a token of the vocabulary. */
  mask(logits: Float32Array): void;
  /** @throws RangeError for a token that may not come next */
  advance(token: number): ConstraintState;
  /** The text so far is whole: generation may stop here. */
  readonly accepts: boolean;
}
