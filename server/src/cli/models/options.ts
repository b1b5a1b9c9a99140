export const modelsFormats = ['text', 'json', 'jsonl'] as const;

/** Options of `surprisal models list` and `verify` as commander hands them over. */
export interface ModelsOptions {
  readonly format: (typeof modelsFormats)[number];
}

/** Options of `surprisal models list`. */
export interface ListOptions extends ModelsOptions {
  /** What each model was made from, in full. */
  readonly sources?: true;
}

/** Options of `surprisal models import`. */
export interface ImportOptions {
  readonly id?: string;
  readonly licence?: string;
  readonly force?: true;
}
