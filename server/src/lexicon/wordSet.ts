/** Words the user has declared right: user, workspace and file dictionaries, merged. */
export interface WordSet {
  has(word: string): boolean;
}
