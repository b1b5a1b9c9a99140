/** What client and server say about files that belong together. */

/** Request, client to server: files that belong to one by the history of its git repository; by its text where no commit has it. Runs git, so in trusted workspaces only. */
export const relatedFilesMethod = 'surprisal/related';

export interface RelatedFilesParams {
  readonly uri: string;
  /** Files at most; 20 when absent. */
  readonly limit?: number;
}

export interface RelatedFilesResult {
  /** Best first. */
  readonly files: readonly RelatedFileItem[];
  /** Why there are none, or what they lack, in one sentence. */
  readonly note?: string;
}

export interface RelatedFileItem {
  readonly uri: string;
  /** Relative to its repository, or to its folder of the workspace, with slashes. */
  readonly path: string;
  readonly why: RelationReason;
}

/** Why a file belongs to another. */
export type RelationReason =
  /** Of the commits that changed the file that was asked about, so many changed this one too. */
  | { readonly kind: 'together'; readonly together: number; readonly commits: number }
  /** No commit changed both, but each was changed with a third, the path of which this is. */
  | { readonly kind: 'company'; readonly via: string }
  /** A passage of it is like the file's text. Its headings, outermost first. */
  | { readonly kind: 'alike'; readonly headings: readonly string[] };
