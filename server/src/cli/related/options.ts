export const relatedFormats = ['text', 'json', 'jsonl'] as const;

/** `surprisal related`'s options as commander hands them over. */
export interface RelatedCommandOptions {
  readonly format: (typeof relatedFormats)[number];
  readonly limit: number;
  readonly history: number;
  readonly index?: string;
  readonly embeddingModel: string;
}
