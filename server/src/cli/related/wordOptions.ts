export const relatedWordFormats = ['text', 'json', 'jsonl'] as const;

/** Options of `surprisal related --word` as commander hands them over. */
export interface RelatedWordOptions {
  readonly format: (typeof relatedWordFormats)[number];
  readonly word: readonly string[];
  readonly without?: readonly string[];
  readonly vectors?: string;
  readonly dir: string;
  readonly index?: string;
  readonly limit: number;
  readonly update: boolean;
}
