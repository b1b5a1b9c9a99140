import type { ModelChoice } from '../check/options';

export const scoreFormats = ['text', 'json', 'jsonl'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

/** `surprisal score`'s options as commander hands them over. */
export interface ScoreOptions {
  readonly format: ScoreFormat;
  readonly lines?: true;
  readonly tokens?: true;
  readonly compare?: true;
  readonly language?: string;
  readonly model: ModelChoice;
  readonly maxFileSize: number;
}
