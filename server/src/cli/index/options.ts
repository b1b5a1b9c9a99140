export const indexFormats = ['text', 'json'] as const;

/** `surprisal index`'s options as commander hands them over. */
export interface IndexCommandOptions {
  readonly format: (typeof indexFormats)[number];
  readonly index?: string;
  readonly embeddingModel: string;
  readonly store?: string;
  readonly source?: string;
  readonly remove?: true;
  readonly rebuild?: true;
  readonly explain?: string;
  readonly verbose?: true;
}
