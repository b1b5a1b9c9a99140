/** What client and server say about completions beyond the protocol. Of the rest of the contract it knows ranges alone. */
import type { WireRange } from './protocol';

/** Request, client to server: a sentence, or the words that are selected in it, in other words. */
export const rewordingsMethod = 'surprisal/rewordings';

export interface RewordingsParams {
  readonly textDocument: { readonly uri: string };
  /** The selection: a caret asks for the sentence that it stands in. */
  readonly range: WireRange;
}

export interface RewordingsResult {
  /** Of the document that ranges are of. */
  readonly version: number;
  readonly model: string;
  readonly sentence: string;
  /** exp of the mean negative log probability of its tokens. */
  readonly perplexity: number;
  /** Best first. */
  readonly rewordings: readonly Rewording[];
}

export interface Rewording {
  /** The sentence with it. */
  readonly sentence: string;
  readonly range: WireRange;
  readonly newText: string;
  readonly perplexity: number;
}
