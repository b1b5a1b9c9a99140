export const duplicatesFormats = ['text', 'json', 'jsonl'] as const;
export const duplicatesWays = ['text', 'meaning'] as const;

/** `surprisal duplicates`' options as commander hands them over. */
export interface DuplicatesCommandOptions {
  readonly format: (typeof duplicatesFormats)[number];
  readonly by: (typeof duplicatesWays)[number];
  readonly least: number;
  readonly embeddingModel: string;
  readonly index?: string;
  readonly limit: number;
  readonly update: boolean;
}
