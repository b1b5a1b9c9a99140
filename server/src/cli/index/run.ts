import { relative, resolve, sep } from 'node:path';
import type { Embedder } from '../../lm/embedder';
import { sourceName } from '../../search/postgres/sourceName';
import type { SearchService } from '../../search/searchService';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { openChosenEmbedder } from '../embedder';
import { embedWithProgress } from '../embedWithProgress';
import { Progress } from '../progress';
import type { IndexCommandOptions } from './options';
import { asIndexError, forgetIndex, openIndex, searchedFolder, settingsOf } from './place';

/** Runs `surprisal index`; the exit code comes back. */
export const runIndex = async (directory: string, options: IndexCommandOptions): Promise<number> => {
  const root = searchedFolder(directory);
  if (options.explain !== undefined) return explain(root, options.explain, options);
  if (options.store === undefined && (options.source !== undefined || options.remove))
    throw new CommandError('--source and --remove are about an index that --store names');
  if (options.rebuild) forgetIndex(root, options.index);
  const embedder = await openChosenEmbedder(options.embeddingModel);
  const service = await openWritten(root, options, embedder);
  const progress = new Progress();
  const startedMs = performance.now();
  let leftOut = 0;
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    if (options.remove) return await removeFiles(service, options);
    const run = await service.index({
      signal: stop.signal,
      onProgress: ({ files, of }) => progress.show(`${files} of ${counted(of, 'file')}`),
      onLeftOut: (path, reason) => {
        leftOut++;
        if (!options.verbose) return;
        progress.clear();
        printMessage(`${path}: ${reason}`);
      },
    });
    const embedded = await embedWithProgress(service, stop.signal, progress);
    progress.clear();
    const { files, chunks, computed, kept, deleted } = run;
    const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(3));
    if (options.format === 'json')
      process.stdout.write(`${JSON.stringify({ files, chunks, computed, kept, deleted, embedded, seconds })}\n`);
    else {
      process.stdout.write(
        `${counted(files, 'file')} in ${counted(chunks, 'passage')}: ${computed} new, ${kept} kept, ${deleted} gone, ${embedded} with vectors; ${seconds} s\n`,
      );
      if (leftOut > 0 && !options.verbose)
        printMessage(
          `${leftOut === 1 ? '1 file or folder is' : `${leftOut} files and folders are`} left out; --verbose says which and why`,
        );
    }
    return exitCodes.nothingFound;
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) {
      printMessage('stopped; what was indexed so far is kept, and the next run goes on from there');
      return exitCodes.error;
    }
    return asIndexError(error);
  } finally {
    process.off('SIGINT', onInterrupt);
    await service.close();
    embedder?.dispose();
  }
};

/** In the store that is named, or in a folder. */
const openWritten = async (
  root: string,
  options: IndexCommandOptions,
  embedder: Embedder | undefined,
): Promise<SearchService> => {
  const { store, source } = options;
  if (store === undefined) return openIndex(root, options.index, embedder);
  const { openStore } = await import('./store');
  return openStore(store, root, settingsOf(root), { source: source ?? sourceName(root), embedder });
};

const removeFiles = async (service: SearchService, { format }: IndexCommandOptions): Promise<number> => {
  const removed = await service.removeAll();
  process.stdout.write(
    format === 'json' ? `${JSON.stringify({ removed })}\n` : `${counted(removed, 'file')} taken out of the store\n`,
  );
  return exitCodes.nothingFound;
};

const explain = async (root: string, file: string, options: IndexCommandOptions): Promise<number> => {
  const service = openIndex(root, options.index);
  try {
    const reason = service.explain(relative(root, resolve(file)).split(sep).join('/'));
    if (options.format === 'json')
      process.stdout.write(`${JSON.stringify({ path: file, indexed: reason === undefined, reason })}\n`);
    else process.stdout.write(`${file}: ${reason === undefined ? 'indexed' : `not indexed; ${reason}`}\n`);
    return exitCodes.nothingFound;
  } finally {
    await service.close();
  }
};
