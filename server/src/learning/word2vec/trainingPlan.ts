import { RandomGenerator } from '../../lm/sampling/randomGenerator';
import { aliasTable } from './aliasTable';
import { keepBounds, negativeWeights } from './frequencies';
import { huffmanPaths } from './huffmanTree';
import type { Word2vecSettings } from './settings';
import { allocateShared, type SharedMemory } from './sharedMemory';
import { endOfSentence, type KernelPlaces, sigmoidEntries } from './trainingKernel';
import { longestSentence, type WordCorpus } from './wordCorpus';

/** What the threads of a training have in common; it can be posted to them. */
export interface TrainingPlan {
  readonly memory: SharedMemory;
  readonly settings: Word2vecSettings;
  readonly words: number;
  /** Bytes of a row. */
  readonly width: number;
  readonly places: Omit<KernelPlaces, 'scratch'>;
  /** Where the scratch of each thread begins. */
  readonly scratch: readonly number[];
  /** Counters of 32 bits, by `counters`. */
  readonly control: number;
  /** Where each batch of an epoch begins, in bytes, and where the last one ends. */
  readonly batches: Uint32Array;
}

/** What a thread is given. */
export interface TrainingShare {
  readonly plan: TrainingPlan;
  /** Its number, from 0 on. */
  readonly thread: number;
  /** Whether other work goes first. */
  readonly isBackground: boolean;
}

/** Places in the control block. */
export const counters = { next: 0, done: 1, cancelled: 2 } as const;

/** Between two batches a thread looks whether it is cancelled, and what the learning rate is by now. */
const mostBatchWords = 10_000;
/** Of small texts batches are smaller, so that the learning rate falls evenly. */
const leastBatches = 500;

/** Memory is handed out in steps of a cache line. */
class Layout {
  private end = 64;

  take(bytes: number): number {
    const start = this.end;
    this.end += Math.ceil(bytes / 64) * 64;
    return start;
  }

  get bytes(): number {
    return this.end;
  }
}

/**
 * Lays out all that a training needs, with rows of words random and all others 0.
 * @throws RangeError where there is nothing to learn from, or too little memory
 */
export const planTraining = (corpus: WordCorpus, settings: Word2vecSettings, threads: number): TrainingPlan => {
  const { vocabulary, tokens } = corpus;
  const words = vocabulary.size;
  if (words < 2 || tokens.length === 0)
    throw new RangeError(
      `there are not two words that come ${settings.minimumCount} times and stand beside each other: give more text, or a lower minimumCount`,
    );
  const width = Math.ceil(settings.dimensions / 4) * 16;
  const layout = new Layout();
  const control = layout.take(64);
  const paths = settings.hierarchicalSoftmax ? huffmanPaths(vocabulary.counts) : undefined;
  const places = {
    keep: layout.take(words * 4),
    sigmoids: layout.take(sigmoidEntries * 4),
    aliases: settings.negative > 0 ? layout.take(words * 8) : 0,
    paths: paths === undefined ? 0 : layout.take((words + 1) * 4),
    output: settings.negative > 0 ? layout.take(words * width) : 0,
    inner: paths === undefined ? 0 : layout.take(words * width),
    input: layout.take(words * width),
  };
  const branches = paths === undefined ? 0 : layout.take(paths.branches.length * 4);
  const text = layout.take(tokens.length * 4);
  const scratch = Array.from({ length: threads }, () => layout.take(2 * width + longestSentence * 4));
  const memory = allocateShared(layout.bytes);
  const put = (at: number, values: Uint32Array): void => new Uint32Array(memory.buffer, at, values.length).set(values);
  put(places.keep, keepBounds(vocabulary.counts, settings.sample));
  put(text, tokens);
  if (settings.negative > 0) put(places.aliases, aliasTable(negativeWeights(vocabulary.counts)));
  if (paths !== undefined) {
    put(
      places.paths,
      paths.starts.map((start) => branches + 4 * start),
    );
    put(branches, paths.branches);
  }
  putSigmoids(new Float32Array(memory.buffer, places.sigmoids, sigmoidEntries));
  putRandomRows(new Float32Array(memory.buffer, places.input, (words * width) / 4), width / 4, settings);
  const batches = batchesOf(tokens, settings.epochs).map((at) => text + 4 * at);
  return { memory, settings, words, width, places, scratch, control, batches };
};

const putSigmoids = (table: Float32Array): void => {
  const span = table.length - 1;
  for (let entry = 0; entry <= span; entry++) table[entry] = 1 / (1 + Math.exp(-((entry / span) * 12 - 6)));
};

/** Evenly between -1 and 1 by the number of dimensions, as gensim begins; word2vec.c with half of that, by which two seeds agree less. */
const putRandomRows = (rows: Float32Array, columns: number, { dimensions, seed }: Word2vecSettings): void => {
  const random = RandomGenerator.ofSeed(seed);
  for (let row = 0; row < rows.length; row += columns)
    for (let column = 0; column < dimensions; column++)
      rows[row + column] = (random.nextUint32() / 0x80000000 - 1) / dimensions;
};

/** Where batches of whole sentences begin among the tokens, and where the last one ends. */
const batchesOf = (tokens: Uint32Array, epochs: number): Uint32Array => {
  const most = Math.min(mostBatchWords, Math.ceil((tokens.length * epochs) / leastBatches));
  const starts = [0];
  tokens.forEach((token, at) => {
    if (token === endOfSentence && at + 1 - starts.at(-1)! >= most) starts.push(at + 1);
  });
  if (starts.at(-1) !== tokens.length) starts.push(tokens.length);
  return Uint32Array.from(starts);
};
