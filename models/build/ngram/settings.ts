import type { ClassBits, ClassSettings } from './wordClasses';

/** What the shipped English model is; README.md says how each was chosen. */
export interface NgramSettings {
  readonly id: string;
  readonly file: string;
  readonly order: number;
  readonly vocabularySize: number;
  /** Of orders 2 to `order`. */
  readonly cutOffs: readonly number[];
  readonly probabilityBits: readonly number[];
  readonly backoffBits: readonly number[];
  /** Classes of words; see exchangeClusters.ts. */
  readonly classes: ClassSettings & ClassBits;
}

export const settings: NgramSettings = {
  id: 'surprisal-en-4gram',
  file: 'ngram-en.bin',
  order: 4,
  vocabularySize: 80_000,
  cutOffs: [0, 1, 2],
  probabilityBits: [8, 6, 6, 6],
  backoffBits: [6, 6, 6],
  classes: {
    count: 200,
    rounds: 10,
    order: 4,
    cutOffs: [0, 1, 2],
    probabilityBits: [8, 8, 7, 6],
    backoffBits: [8, 8, 6],
  },
};
