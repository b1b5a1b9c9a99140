/** What a text is: some models read questions and passages after prefixes of their own. */
export type EmbeddedKind = 'query' | 'passage';

export interface EmbedOptions {
  readonly kind: EmbeddedKind;
  /** `background` waits for everything that somebody is waiting for. */
  readonly priority?: 'interactive' | 'background';
  readonly signal?: AbortSignal;
}

/** Makes vectors of texts. Vectors of different ids are never compared. */
export interface Embedder {
  /** Model and revision: names the vectors' index. */
  readonly id: string;
  readonly dimensions: number;
  /** Tokens that a text may have; what is longer is cut. */
  readonly maximumTokens: number;
  /** One row of `dimensions` a text, each of length 1, in the order of the texts. */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array>;
}
