/** What may come next, as a state that moves with each token: a vocabulary, a template, banned words. Immutable. */
export interface ConstraintState {
  /**
   * Sets the logits of tokens that may not come next to -Infinity. Tokens that end the text may come exactly where it `accepts`.
   * The logit of a token that ends a banned word, so that letters would have to follow, is lowered by how rarely they do.
   * A token is let through only if the text can still be made whole after it, so there always is one.
   * @param logits One value a token of the vocabulary.
   * @param remaining Tokens that may still come, this one counted. Where the text can be made whole in so many, only tokens are let
   *   through after which it still can.
   */
  mask(logits: Float32Array, remaining?: number): void;
  /** @throws RangeError for a token that may not come next */
  advance(token: number): ConstraintState;
  /** The text so far is whole: generation may stop here. */
  readonly accepts: boolean;
  /** The text so far is whole, and nothing can be added to it. */
  readonly complete: boolean;
}
