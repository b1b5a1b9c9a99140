import type { SearchMode } from '../../search/folderSearch';
import type { FilePlace } from './filePlace';

export const searchFormats = ['text', 'json', 'jsonl'] as const;
export const searchModes: readonly SearchMode[] = ['hybrid', 'vector', 'bm25', 'tfidf', 'exact'];
export const usesVectors = (mode: SearchMode): boolean => mode === 'hybrid' || mode === 'vector';

/** `surprisal search`'s options as commander hands them over. */
export interface SearchCommandOptions {
  readonly format: (typeof searchFormats)[number];
  readonly mode: SearchMode;
  readonly embeddingModel: string;
  readonly rerank?: boolean;
  readonly expand?: boolean;
  readonly similar?: FilePlace;
  readonly word?: string;
  readonly sense?: string;
  readonly dir: string;
  readonly index?: string;
  readonly store?: string;
  readonly source?: readonly string[];
  readonly limit: number;
  readonly path?: readonly string[];
  readonly language?: readonly string[];
  readonly heading?: string;
  readonly update: boolean;
  readonly adapter: boolean;
}
