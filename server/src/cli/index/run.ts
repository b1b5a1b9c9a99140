import { relative, resolve, sep } from 'node:path';
import { exitCodes } from '../commandError';
import { printMessage } from '../console';
import { Progress } from '../progress';
import type { IndexCommandOptions } from './options';
import { asIndexError, forgetIndex, openIndex, searchedFolder } from './place';

/** Runs `surprisal index`; the exit code comes back. */
export const runIndex = async (directory: string, options: IndexCommandOptions): Promise<number> => {
  const root = searchedFolder(directory);
  if (options.explain !== undefined) return explain(root, options.explain, options);
  if (options.rebuild) forgetIndex(root, options.index);
  const service = openIndex(root, options.index);
  const progress = new Progress();
  let leftOut = 0;
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const run = await service.index({
      signal: stop.signal,
      onProgress: ({ files, of }) => progress.show(`${files} of ${of} files`),
      onLeftOut: (path, reason) => {
        leftOut++;
        if (!options.verbose) return;
        progress.clear();
        printMessage(`${path}: ${reason}`);
      },
    });
    progress.clear();
    const { files, chunks, computed, kept, deleted } = run;
    const seconds = Number(run.seconds.toFixed(3));
    if (options.format === 'json')
      process.stdout.write(`${JSON.stringify({ files, chunks, computed, kept, deleted, seconds })}\n`);
    else {
      process.stdout.write(
        `${files} files in ${chunks} passages: ${computed} new, ${kept} kept, ${deleted} gone; ${seconds} s\n`,
      );
      if (leftOut > 0 && !options.verbose)
        printMessage(`${leftOut} files and folders are left out; --verbose says which and why`);
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
  }
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
