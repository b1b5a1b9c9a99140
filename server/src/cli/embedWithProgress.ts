import type { SearchService } from '../search/searchService';
import type { Progress } from './progress';

/**
 * Gives vectors to all passages, and tells how far it is.
 * @returns passages with a vector
 * @throws IndexBusyError; the signal's reason
 */
export const embedWithProgress = async (
  service: SearchService,
  signal: AbortSignal,
  progress: Progress,
): Promise<number> => {
  const { chunks, embedded: before } = await service.state();
  let embedded = before;
  await service.embed({
    signal,
    onEmbedded: (count) => {
      embedded += count;
      progress.show(`${embedded} of ${chunks} passages have vectors`);
    },
  });
  return embedded;
};
