import type { BackoffModel } from './backoffModel';
import type { Discounts } from './discounts';
import { pruneByEntropy } from './entropyPruning';
import { trainKneserNey } from './kneserNey';
import { NgramCounter } from './ngramCounter';
import type { RunStore } from './runStore';
import type { SentenceSpool } from './sentenceSpool';
import { dropUnpredicted } from './thinning';
import { selectVocabulary, type VocabularyOptions } from './vocabulary';

export interface TrainingOptions {
  /** 1 to 5. */
  readonly order: number;
  readonly vocabulary: VocabularyOptions;
  /** For orders 2 to n: n-grams seen that many times or fewer are dropped. The last one holds for orders without one; none: 0. */
  readonly cutOffs?: readonly number[];
  /** Drop n-grams whose loss raises the perplexity by less than this (relative); 0: none. */
  readonly entropyThreshold?: number;
  /** Tokens sorted at once, 16 bytes of memory each. */
  readonly blockTokens?: number;
}

export interface TrainingReport {
  readonly model: BackoffModel;
  readonly discounts: readonly Discounts[];
  readonly fallbackOrders: readonly number[];
}

export const MAXIMUM_TRAINED_ORDER = 5;

/** Trains a model on the sentences of a spool. Throws a RangeError on options out of range, or when there is no sentence. */
export function trainNgram(spool: SentenceSpool, store: RunStore, options: TrainingOptions): TrainingReport {
  const { order, cutOffs = [], entropyThreshold: threshold = 0 } = options;
  if (!Number.isInteger(order) || order < 1 || order > MAXIMUM_TRAINED_ORDER)
    throw new RangeError(`The order must be 1 to ${MAXIMUM_TRAINED_ORDER}, not ${order}`);
  if (cutOffs.length > order - 1) throw new RangeError(`${cutOffs.length} cut-offs for orders 2 to ${order}`);
  if (spool.sentences === 0) throw new RangeError('There is no sentence to train on');
  const vocabulary = selectVocabulary(spool.frequencies(), options.vocabulary);
  const counter = new NgramCounter(order, vocabulary.size, store, options.blockTokens);
  spool.forEach(vocabulary, (ids, weight) => counter.add(ids, weight));
  const counts = counter.finish();
  try {
    const contextOnly = vocabulary.contextOnlyIds();
    const { model, ...report } = trainKneserNey(counts, vocabulary, {
      cutOffs: [0, ...Array.from({ length: order - 1 }, (_, i) => cutOffs[i] ?? cutOffs.at(-1) ?? 0)],
      contextOnly,
    });
    const predicting = dropUnpredicted(model, contextOnly);
    return { ...report, model: threshold > 0 ? pruneByEntropy(predicting, threshold) : predicting };
  } finally {
    counts.delete();
  }
}
