export const completeFormats = ['text', 'jsonl', 'json'] as const;

export interface LinePosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** `surprisal complete`'s options as commander hands them over. */
export interface CompleteOptions {
  readonly format: (typeof completeFormats)[number];
  /** `-` for standard input. */
  readonly prompt?: string;
  readonly at?: LinePosition;
  readonly count: number;
  /** Another name of `count`. */
  readonly n?: number;
  readonly maxTokens: number;
  readonly stop?: readonly string[];
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly repetitionPenalty: number;
  readonly seed?: number;
  /** A file. */
  readonly vocabulary?: string;
  readonly pattern?: string;
  readonly alternatives?: readonly string[];
  /** `Dear {name|team}, thank you for {}.` */
  readonly constraint?: string;
  readonly ban?: readonly string[];
  /** `neural`, or the name of an imported neural model. */
  readonly model: string;
  readonly maxFileSize: number;
}
