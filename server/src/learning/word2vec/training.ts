import { fastestKernel } from './fastestKernel';
import { checkWord2vecSettings, type Word2vecSettings } from './settings';
import { counters, planTraining, type TrainingPlan } from './trainingPlan';
import type { WordCorpus } from './wordCorpus';
import { WordVectors } from './wordVectors';

/**
 * Trains until all batches are done or it is cancelled, together with the other threads of a plan.
 * @param thread its number, from 0 on
 */
export const trainShare = (plan: TrainingPlan, thread: number): void => {
  const { memory, settings, batches } = plan;
  const { width, words, places, scratch } = plan;
  const { window, negative, learningRate, leastLearningRate, seed, architecture } = settings;
  const kernel = fastestKernel(memory, { ...places, width, words, window, negative, scratch: scratch[thread]! });
  const control = controlOf(plan);
  const perEpoch = batches.length - 1;
  const all = perEpoch * settings.epochs;
  for (;;) {
    const batch = Atomics.add(control, counters.next, 1);
    if (batch >= all || Atomics.load(control, counters.cancelled) !== 0) return;
    const rate = learningRate - (learningRate - leastLearningRate) * (batch / all);
    const place = batch % perEpoch;
    kernel.train(batches[place]!, batches[place + 1]!, rate, batchSeed(seed, batch), architecture === 'cbow');
    Atomics.add(control, counters.done, 1);
  }
};

/** By the batch, not by the thread: whoever learns it draws the same. MurmurHash3's finalizer spreads both over 32 bits. */
const batchSeed = (seed: number, batch: number): number => {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ batch;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

const controlOf = ({ memory, control }: TrainingPlan): Int32Array => new Int32Array(memory.buffer, control, 16);

/** How much of it is done, 0 to 1. */
export const trainingProgress = (plan: TrainingPlan): number =>
  Atomics.load(controlOf(plan), counters.done) / ((plan.batches.length - 1) * plan.settings.epochs);

/** Ends it: no thread begins another batch. */
export const cancelTraining = (plan: TrainingPlan): void => {
  Atomics.store(controlOf(plan), counters.cancelled, 1);
};

/**
 * What was learnt.
 * @throws RangeError where numbers grew beyond all bounds
 */
export const trainedVectors = (
  { memory, settings, width, places, words }: TrainingPlan,
  corpus: WordCorpus,
): WordVectors => {
  const { dimensions } = settings;
  const rows = new Float32Array(memory.buffer, places.input, (words * width) / 4);
  const vectors = new Float32Array(words * dimensions);
  for (let word = 0; word < words; word++) {
    const start = (word * width) / 4;
    vectors.set(rows.subarray(start, start + dimensions), word * dimensions);
  }
  if (!vectors.every(Number.isFinite))
    throw new RangeError('the numbers grew beyond all bounds: choose a lower learning rate');
  return new WordVectors(corpus.vocabulary.words, dimensions, vectors);
};

/**
 * Trains word vectors in this thread.
 * @throws RangeError settings that cannot be, or a text that there is nothing to learn from
 */
export const trainWordVectors = (corpus: WordCorpus, settings: Word2vecSettings): WordVectors => {
  checkWord2vecSettings(settings);
  const plan = planTraining(corpus, settings, 1);
  trainShare(plan, 0);
  return trainedVectors(plan, corpus);
};
