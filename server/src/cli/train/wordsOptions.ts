import type { Word2vecSettings } from '../../learning/word2vec/settings';

export const architectures: readonly Word2vecSettings['architecture'][] = ['skip-gram', 'cbow'];

/** Options of `surprisal train words` as commander hands them over. */
export interface WordsTrainingOptions {
  readonly output: string;
  readonly text?: true;
  readonly index?: string;
  readonly architecture: Word2vecSettings['architecture'];
  readonly dimensions: number;
  readonly window: number;
  readonly negative: number;
  readonly hierarchicalSoftmax?: boolean;
  readonly sample: number;
  readonly minimumCount: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly threads?: number;
  readonly update: boolean;
}
