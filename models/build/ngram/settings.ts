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
  /** Running prose: essays, stories, dialogue, definitions. All of it is taken. */
  readonly wholeSources: readonly string[];
  /** Of any other source at most so many words, spread over it. */
  readonly mostWordsOfOthers: number;
}

export const settings: NgramSettings = {
  id: 'surprisal-en-5gram',
  file: 'ngram-en.bin',
  order: 5,
  vocabularySize: 80_000,
  /** Of orders 2 to 5. */
  cutOffs: [0, 0, 1, 2],
  probabilityBits: [8, 6, 6, 6, 6],
  backoffBits: [6, 6, 6, 6],
  wholeSources: [
    'anarchism',
    'cataclysm-dda-data',
    'debian-handbook',
    'dict-devil',
    'dict-jargon',
    'endless-sky-data',
    'sword-text-web',
    'wordnet-definitions',
    'wordnet-examples',
  ],
  mostWordsOfOthers: 50_000,
};
