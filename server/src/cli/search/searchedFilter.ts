import type { ChunkFilter } from '../../search/searchStore';

/** Options that say which passages may be found. */
export interface NarrowingOptions {
  readonly path?: readonly string[];
  readonly language?: readonly string[];
  readonly source?: readonly string[];
  readonly heading?: string;
}

export const searchedFilter = ({ path, language, source, heading }: NarrowingOptions): ChunkFilter => ({
  ...(path === undefined ? {} : { paths: path }),
  ...(language === undefined ? {} : { languages: language }),
  ...(source === undefined ? {} : { sources: source }),
  ...(heading === undefined ? {} : { heading }),
});
