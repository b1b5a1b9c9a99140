export const rankFormats = ['jsonl', 'json', 'text'] as const;
export type RankFormat = (typeof rankFormats)[number];

/** `surprisal rank`'s options as commander hands them over. */
export interface RankOptions {
  readonly format: RankFormat;
  /** Weight of the list's own score; not used when absent. */
  readonly weight?: number;
  /** `auto`, `ngram`, `neural`, `mixed`, the name of an imported model, or a path. */
  readonly model: string;
}
