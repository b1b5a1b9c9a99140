import { IndexBusyError, type SearchService } from '../../search/searchService';
import { counted } from '../counted';
import { Progress } from '../progress';

/** A second's work. Whoever waits for a search does not wait for more: `surprisal index` makes the rest. */
const mostEmbedded = 64;

export interface BringUpToDateOptions {
  /** An index that has no vectors at all gets its first here, where they are few. */
  readonly embedsFirst?: boolean;
  readonly progress?: Pick<Progress, 'show' | 'tell' | 'clear'>;
  readonly signal?: AbortSignal;
}

/**
 * Indexes what is new before a folder is searched, and shows how far it is.
 * @throws the signal's reason; what was indexed by then is kept
 */
export const bringUpToDate = async (
  service: SearchService,
  { embedsFirst = false, progress = new Progress(), signal }: BringUpToDateOptions = {},
): Promise<void> => {
  const isNew = (await service.state()).files === 0;
  if (isNew) progress.tell('no index of this folder yet; indexing it first');
  try {
    await service.index({
      signal,
      onProgress: ({ files, of }) => progress.show(`${files} of ${counted(of, 'file')}`),
    });
    const { chunks, embedded } = await service.state();
    if ((embedded > 0 || embedsFirst) && chunks - embedded <= mostEmbedded) await service.embed({ signal });
  } catch (error) {
    // Another process, an editor perhaps, keeps it up to date.
    if (!(error instanceof IndexBusyError)) throw error;
    await service.refresh();
  } finally {
    progress.clear();
  }
};
