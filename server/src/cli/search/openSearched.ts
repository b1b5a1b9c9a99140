import type { Embedder } from '../../lm/embedder';
import type { SearchService } from '../../search/searchService';
import { CommandError } from '../commandError';
import { openIndex, searchedFolder, settingsOf } from '../index/place';

export interface SearchedPlace {
  readonly dir: string;
  readonly index?: string;
  readonly store?: string;
  readonly source?: readonly string[];
  /** Whether queries are adapted where the folder has been tuned; they are unless it is said. */
  readonly adapter?: boolean;
}

/** In the store that is named, which others keep up to date, or in a folder. @throws CommandError */
export const openSearched = async (
  { dir, index, store, source, adapter }: SearchedPlace,
  embedder: Embedder | undefined,
): Promise<SearchService> => {
  const root = searchedFolder(dir);
  if (store === undefined) {
    if (source !== undefined) throw new CommandError('--source is about an index that --store names');
    return openIndex(root, index, embedder, adapter);
  }
  const { openStore } = await import('../index/store');
  return openStore(store, root, settingsOf(root), { embedder });
};
