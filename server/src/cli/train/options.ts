/** Options of `surprisal train ngram` as commander hands them over. */
export interface NgramTrainingOptions {
  readonly output: string;
  readonly id?: string;
  readonly order: number;
  /** A number, or the name of a file. */
  readonly vocabulary: string;
  readonly minimumCount: number;
  readonly exclude?: string;
  readonly cutOffs: readonly number[];
  readonly prune: number;
  readonly repeat?: readonly number[];
  readonly tokenized?: true;
  readonly bits: readonly number[];
  readonly arpa?: string;
  readonly temporary?: string;
}
