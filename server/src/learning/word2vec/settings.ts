/** What decides how word vectors come out; names and defaults are those of word2vec.c and gensim. */
export interface Word2vecSettings {
  /** A word predicts each word around it, or is predicted by the mean of those. */
  readonly architecture: 'skip-gram' | 'cbow';
  readonly dimensions: number;
  /** Words on either side, at most: for each word it is drawn from 1 up to this. */
  readonly window: number;
  /** Words drawn for each that is predicted; 0 for none. */
  readonly negative: number;
  /** Predicts by the branches of a Huffman tree; besides negative sampling, or instead of it. */
  readonly hierarchicalSoftmax: boolean;
  /** The share of the text above which a word is left out at random, the oftener the more frequent it is; 0 keeps all. */
  readonly sample: number;
  /** Words that come less often are passed over. */
  readonly minimumCount: number;
  /** How often the whole text is read. */
  readonly epochs: number;
  /** At the beginning; it falls linearly to `leastLearningRate`. */
  readonly learningRate: number;
  readonly leastLearningRate: number;
  /** 32 bits. With one thread the same seed gives the same vectors; with several they differ a little each time. */
  readonly seed: number;
}

export const defaultWord2vecSettings: Word2vecSettings = {
  architecture: 'skip-gram',
  dimensions: 100,
  window: 5,
  negative: 5,
  hierarchicalSoftmax: false,
  sample: 1e-3,
  minimumCount: 5,
  epochs: 5,
  learningRate: 0.025,
  leastLearningRate: 0.0001,
  seed: 1,
};

const ranges: readonly (readonly [keyof Word2vecSettings, number, number, 'whole' | 'any'])[] = [
  ['dimensions', 1, 4096, 'whole'],
  ['window', 1, 1000, 'whole'],
  ['negative', 0, 1000, 'whole'],
  ['minimumCount', 1, 1e9, 'whole'],
  ['epochs', 1, 10_000, 'whole'],
  ['seed', 0, 0xffffffff, 'whole'],
  ['sample', 0, 1, 'any'],
  ['learningRate', 0, 1, 'any'],
  ['leastLearningRate', 0, 1, 'any'],
];

/** @throws RangeError what cannot be, in one line */
export const checkWord2vecSettings = (settings: Word2vecSettings): void => {
  for (const [name, least, most, kind] of ranges) {
    const value = settings[name] as number;
    if (!(value >= least && value <= most) || (kind === 'whole' && !Number.isInteger(value)))
      throw new RangeError(
        `${name} is a ${kind === 'whole' ? 'whole ' : ''}number from ${least} to ${most}, not ${value}`,
      );
  }
  if (settings.negative === 0 && !settings.hierarchicalSoftmax)
    throw new RangeError('there is nothing to learn from: use negative sampling, hierarchical softmax or both');
  if (settings.leastLearningRate > settings.learningRate)
    throw new RangeError('leastLearningRate is at most learningRate');
};
