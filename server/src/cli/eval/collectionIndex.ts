import { join } from 'node:path';
import { defaultSearchSettings } from '../../configuration/searchSettings';
import { type SearchParts, SearchService } from '../../search/searchService';

export interface CollectionIndexOptions extends SearchParts {
  readonly documents: number;
  readonly onProgress: (message: string) => void;
}

/**
 * Opens the index of a collection's documents, with all that is missing in it made.
 * @param folder of the collection: documents lie in `documents`, the index in `name`
 */
export const collectionIndex = async (
  folder: string,
  name: string,
  { documents, onProgress, ...parts }: CollectionIndexOptions,
): Promise<SearchService> => {
  const service = SearchService.open(join(folder, 'documents'), join(folder, name), defaultSearchSettings, parts);
  try {
    await service.index({ onProgress: ({ files }) => onProgress(`${files} of ${documents} documents`) });
    let embedded = 0;
    const onEmbedded = (count: number) => {
      embedded += count;
      onProgress(`${embedded} vectors`);
    };
    await service.embed({ onEmbedded });
    return service;
  } catch (error) {
    await service.close();
    throw error;
  }
};
