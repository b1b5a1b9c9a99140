import { writeBinaryVectors } from '../../learning/word2vec/binaryFormat';
import {
  checkWord2vecSettings,
  defaultWord2vecSettings,
  type Word2vecSettings,
} from '../../learning/word2vec/settings';
import { writeTextVectors } from '../../learning/word2vec/textFormat';
import type { WordVectors } from '../../learning/word2vec/wordVectors';
import { writeAtomically } from '../../platform/atomicWrite';
import { systemMessage } from '../../platform/documentFile';
import { trainInThreads } from '../../search/words/trainingThreads';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { counted } from '../counted';
import { asIndexError, openIndex, searchedFolder } from '../index/place';
import { Progress } from '../progress';
import { bringUpToDate } from '../search/bringUpToDate';
import type { WordsTrainingOptions } from './wordsOptions';

/** Runs `surprisal train words`; the exit code comes back. */
export const trainWords = async (directory: string, options: WordsTrainingOptions): Promise<number> => {
  const settings = settingsOf(options);
  const service = openIndex(searchedFolder(directory), options.index);
  const progress = new Progress();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    if (options.update) await bringUpToDate(service);
    progress.show('reading');
    const corpus = await service.words!.corpus(settings.minimumCount, stop.signal);
    const startedMs = performance.now();
    const vectors = await trainInThreads(corpus, settings, {
      threads: options.threads,
      signal: stop.signal,
      onProgress: (done) => progress.show(`learning words: ${Math.floor(100 * done)} %`),
    });
    progress.clear();
    await write(vectors, options);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    printMessage(
      `${counted(vectors.words.length, 'word')} learnt from ${corpus.vocabulary.total} occurrences in ${seconds} s`,
    );
    return exitCodes.nothingFound;
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) {
      printMessage('stopped; nothing is written');
      return exitCodes.error;
    }
    if (error instanceof RangeError) throw new CommandError(error.message, { cause: error });
    if (error instanceof CommandError) throw error;
    return asIndexError(error);
  } finally {
    process.off('SIGINT', onInterrupt);
    await service.close();
  }
};

const settingsOf = ({ hierarchicalSoftmax = false, ...options }: WordsTrainingOptions): Word2vecSettings => {
  const { architecture, dimensions, window, negative, sample, minimumCount, epochs, learningRate, seed } = options;
  const settings = {
    ...{ architecture, dimensions, window, negative, sample, minimumCount, epochs, learningRate, seed },
    hierarchicalSoftmax,
    leastLearningRate: Math.min(learningRate, defaultWord2vecSettings.leastLearningRate),
  };
  try {
    checkWord2vecSettings(settings);
    return settings;
  } catch (error) {
    throw new CommandError((error as Error).message, { cause: error });
  }
};

const write = async (vectors: WordVectors, { output, text }: WordsTrainingOptions): Promise<void> => {
  const bytes = text ? [...writeTextVectors(vectors)].join('') : Buffer.concat([...writeBinaryVectors(vectors)]);
  try {
    await writeAtomically(output, bytes);
  } catch (error) {
    throw new CommandError(`${output}: cannot be written: ${systemMessage(error)}`);
  }
};
