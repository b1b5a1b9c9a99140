import { type BackoffModel, lastWords } from '../../../server/src/lm/ngram/backoffModel';
import type { RunStore } from '../../../server/src/lm/ngram/runStore';
import { SentenceSpool } from '../../../server/src/lm/ngram/sentenceSpool';
import { trainNgram } from '../../../server/src/lm/ngram/train';
import { SENTENCE_END_ID, SENTENCE_START_ID, UNKNOWN_ID } from '../../../server/src/lm/ngram/vocabulary';
import { REFERENCE } from '../../../server/src/lm/ngram/vocabularyForm';
import { exchangeClusters } from './exchangeClusters';

export interface ClassSettings {
  readonly count: number;
  readonly rounds: number;
  readonly order: number;
  /** Of orders 2 to `order`. */
  readonly cutOffs: readonly number[];
}

/** How the n-grams of classes are kept. */
export interface ClassBits {
  readonly probabilityBits: readonly number[];
  readonly backoffBits: readonly number[];
}

/** Classes of the words of a model that kept all its bigrams, and the n-grams of classes of the sentences that it was trained on. */
export function trainClasses(model: BackoffModel, spool: SentenceSpool, store: RunStore, settings: ClassSettings) {
  const { vocabulary, levels } = model;
  const [unigrams, bigrams] = levels;
  const frequency = unigrams?.raw;
  if (frequency === undefined || bigrams?.raw === undefined) throw new RangeError('Classes need counts of bigrams');
  const reference = vocabulary.has(REFERENCE) ? [vocabulary.idOf(REFERENCE)] : [];
  const clusters = exchangeClusters(
    { first: bigrams.firstWord, second: lastWords(model, 2), count: bigrams.raw },
    vocabulary.size,
    {
      classes: settings.count,
      rounds: settings.rounds,
      alone: [UNKNOWN_ID, SENTENCE_START_ID, SENTENCE_END_ID, ...reference],
    },
  );

  // A class is called as its most frequent word, so that the special words' are known by their names.
  const names: string[] = [];
  const tokens = new Float64Array(settings.count);
  for (const [id, cluster] of clusters.entries()) {
    names[cluster] ??= vocabulary.words[id]!;
    tokens[cluster]! += frequency[id]!;
  }
  const classSpool = new SentenceSpool(store);
  spool.forEach(vocabulary, (ids) => classSpool.add(Array.from(ids, (id) => names[clusters[id]!]!)));
  const ngrams = trainNgram(classSpool, store, {
    order: settings.order,
    vocabulary: {},
    cutOffs: settings.cutOffs,
  }).model;
  classSpool.delete();
  const logShare = Float32Array.from(clusters, (cluster, id) =>
    frequency[id]! > 0 ? Math.log(frequency[id]! / tokens[cluster]!) : 0,
  );
  return {
    ngrams,
    classOf: Uint16Array.from(clusters, (cluster) => ngrams.vocabulary.idOf(names[cluster]!)),
    logShare,
  };
}
