/** An immutable view of a document at one version: whatever reads text takes this, never an editor's mutable document. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly version: number;
  /** VS Code's language identifier, e.g. `markdown`, `plaintext`, `latex`, `typescript`. */
  readonly languageId: string;
  readonly text: string;
}
