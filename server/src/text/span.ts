/** Half-open range of UTF-16 code units in a document's source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
