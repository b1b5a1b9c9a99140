import type { Span } from '../text/span';

/** What a text is: some models read questions and passages after prefixes of their own. */
export type EmbeddedKind = 'query' | 'passage';

export interface EmbedOptions {
  readonly kind: EmbeddedKind;
  /** `background` waits for everything that somebody is waiting for. */
  readonly priority?: 'interactive' | 'background';
  readonly signal?: AbortSignal;
}

/** A part of a text, in UTF-16 units, most often a word in its sentence: what it means depends on what stands around it. */
export interface SpanInText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
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
  /**
   * One row of `dimensions` a span, of length 1, in the order of the spans: the mean of its tokens as one of the model's last layers has them, before they become the vector of the text. A row of zeros for a
   * span that the model does not get to read, or that is no whole words. Absent where there are vectors of texts alone.
   */
  embedSpans?(spans: readonly SpanInText[], options: Omit<EmbedOptions, 'kind'>): Promise<Float32Array>;
  /**
   * How well texts match the words of a question: for each text a value a word, text by text, -1 to 1, the cosine of the word as it stands in the question and what is most like it in the text. 0 for words that
   * the model does not get to read. Absent where there are vectors of texts alone.
   * @param words in UTF-16 units of the question
   */
  matchWords?(
    question: string,
    words: readonly Span[],
    texts: readonly string[],
    options: Omit<EmbedOptions, 'kind'>,
  ): Promise<Float32Array>;
}
