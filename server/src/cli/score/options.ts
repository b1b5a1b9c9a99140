export const scoreFormats = ['text', 'json', 'jsonl'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

/** `surprisal score`'s options as commander hands them over. */
export interface ScoreOptions {
  readonly format: ScoreFormat;
  readonly lines?: true;
  readonly tokens?: true;
  readonly compare?: true;
  readonly language?: string;
  /** `auto`, `ngram`, `neural`, `mixed`, the name of an imported model, or a path. */
  readonly model: string;
  readonly maxFileSize: number;
}
