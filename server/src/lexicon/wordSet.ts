/** Words the user has declared right: user, workspace and file dictionaries, merged. */
export interface WordSet {
  has(word: string): boolean;
  /** Whether a list calls the word wrong; that wins over every other. */
  forbids(word: string): boolean;
}
