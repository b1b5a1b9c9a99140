import { type AdapterOptions, defaultAdapterOptions } from '../../learning/adapter/trainAdapter';
import type { SearchService } from '../../search/searchService';
import type { TuningProgress, TuningReport } from '../../search/tuning/tuneSearch';
import { TuningError } from '../../search/tuning/tuningError';
import { inEnglish, tuningText } from '../../search/tuning/tuningText';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { openChosenEmbedder } from '../embedder';
import { embedWithProgress } from '../embedWithProgress';
import { asIndexError, openIndex, searchedFolder } from '../index/place';
import { Progress } from '../progress';
import { bringUpToDate } from '../search/bringUpToDate';
import { formatTable } from '../table';
import type { AdapterCommandOptions } from './adapterOptions';

/** Runs `surprisal train adapter`; the exit code comes back. */
export const trainAdapterFor = async (directory: string, options: AdapterCommandOptions): Promise<number> => {
  const root = searchedFolder(directory);
  const embedder = await openChosenEmbedder(options.embeddingModel);
  if (embedder === undefined)
    throw new CommandError('an adapter is for searches by meaning, and there is no embedding model');
  const service = openIndex(root, options.index, embedder);
  const progress = new Progress();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    if (options.remove) return remove(service, options);
    const startedMs = performance.now();
    await bringUpToDate(service);
    await embedWithProgress(service, stop.signal, progress);
    const report = await service.tune({
      ...{ adapter: adapterOptions(options), dryRun: options.dryRun === true, signal: stop.signal },
      ...(options.pairs !== undefined && { source: options.pairs }),
      onProgress: (stage) => progress.show(progressText(stage)),
    });
    progress.clear();
    const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
    process.stdout.write(options.format === 'json' ? `${JSON.stringify(record(report, seconds))}\n` : text(report));
    return exitCodes.nothingFound;
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) {
      printMessage('stopped; nothing was changed');
      return exitCodes.error;
    }
    if (error instanceof TuningError) throw new CommandError(error.message, { cause: error });
    return asIndexError(error);
  } finally {
    process.off('SIGINT', onInterrupt);
    await service.close();
    embedder.dispose();
  }
};

const remove = (service: SearchService, { format }: AdapterCommandOptions): number => {
  const removed = service.removeTuning();
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ removed })}\n`
      : `${removed ? 'The adapter is removed: queries are searched as they are.' : 'There is no adapter.'}\n`,
  );
  return exitCodes.nothingFound;
};

const adapterOptions = (options: AdapterCommandOptions): AdapterOptions => {
  const { rank, temperature, epochs, seed, l2, l1, learningRate, warmUp } = options;
  const { penalty, learningRate: schedule, ...others } = defaultAdapterOptions;
  return {
    ...others,
    ...(rank !== undefined && { rank }),
    ...(temperature !== undefined && { temperature }),
    ...(epochs !== undefined && { epochs }),
    ...(seed !== undefined && { seed }),
    penalty: { l2: l2 ?? penalty.l2, l1: l1 ?? penalty.l1 },
    learningRate: { peak: learningRate ?? schedule.peak, warmUp: warmUp ?? schedule.warmUp },
  };
};

const progressText = (progress: TuningProgress): string => {
  switch (progress.stage) {
    case 'reading':
      return `looking for pairs: ${progress.done} of ${counted(progress.of, 'file')}`;
    case 'embedding':
      return `${progress.done} of ${counted(progress.of, 'text')} embedded`;
    case 'training':
      return `epoch ${progress.epoch} of ${progress.epochs}, recall@10 ${rounded(progress.recall)} on the validation part`;
  }
};

const rounded = (value: number): string => value.toFixed(3);

/** The same figures as `--format json` has, without the bootstrap's bounds. */
const text = (report: TuningReport): string => {
  const { source, counts, test, guards } = report;
  const rows = [
    ['', 'pairs', 'before', 'after'],
    ['test, recall@10', String(test.pairs), rounded(test.before), rounded(test.after)],
    [
      'test, mean reciprocal rank',
      String(test.pairs),
      rounded(test.reciprocalRankBefore),
      rounded(test.reciprocalRankAfter),
    ],
    ...guards.map(({ name, depth, pairs, before, after }) => [
      `guard: ${name}, recall@${depth}`,
      String(pairs),
      rounded(before),
      rounded(after),
    ]),
  ];
  return `${counts.training} pairs of ${source} to learn from, ${counts.validation} to choose by, ${counts.test} to judge by\n\n${formatTable(rows)}\n${tuningText(report, inEnglish)}\n`;
};

const record = (report: TuningReport, seconds: number) => {
  const { written, reason, source, counts, byKind, test, guards, epoch, epochs, share } = report;
  const { bootstrap, ...recall } = test;
  return {
    ...{ written, reason, message: tuningText(report, inEnglish), source, pairs: counts, byKind },
    test: { ...recall, difference: bootstrap.difference, low: bootstrap.low, high: bootstrap.high, p: bootstrap.p },
    ...{ guards, epoch, epochs, share, seconds },
  };
};
