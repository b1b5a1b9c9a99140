/** What the shipped English model is; README.md says how each was chosen. */
export const settings = {
  id: 'surprisal-en-5gram',
  file: 'ngram-en.bin',
  order: 5,
  vocabularySize: 80_000,
  /** Of orders 2 to 5. */
  cutOffs: [0, 0, 1, 1],
  probabilityBits: [8, 6, 6, 6, 6],
  backoffBits: [6, 6, 6, 6],
} as const;
