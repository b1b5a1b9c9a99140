import type { LexicalMode } from '../../search/searchStore';

export const searchFormats = ['text', 'json', 'jsonl'] as const;
export const searchModes: readonly LexicalMode[] = ['bm25', 'tfidf', 'exact'];

/** `surprisal search`'s options as commander hands them over. */
export interface SearchCommandOptions {
  readonly format: (typeof searchFormats)[number];
  readonly mode: LexicalMode;
  readonly dir: string;
  readonly index?: string;
  readonly limit: number;
  readonly path?: readonly string[];
  readonly language?: readonly string[];
  readonly heading?: string;
  readonly update: boolean;
}
