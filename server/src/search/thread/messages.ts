import type { SearchSettings } from '../../configuration/searchSettings';
import type { EmbeddedKind, Embedder } from '../../lm/embedder';
import type { IndexStatus } from '../folderSearch';
import type { StorePlace } from '../postgres/storeSearch';

// What the thread of the language server and the thread of its indexes say to each other. Chunks, postings and vectors never cross; hits,
// statuses and texts to embed do.

/** Calls of a `FolderSearch` that are answered; a store on a server knows `search`, `similar` and `close`. An abort signal does not cross: `cancel` does. */
export type AnsweredCall =
  | 'search'
  | 'similar'
  | 'duplicates'
  | 'relatedWords'
  | 'scan'
  | 'rebuild'
  | 'tune'
  | 'removeTuning'
  | 'explain'
  | 'files'
  | 'leftOut'
  | 'close';
/** Those that are not. */
export type ToldCall = 'changed' | 'pause' | 'resume';

/** What is known of an embedder on the other side. */
export interface EmbedderFacts {
  readonly id: string;
  readonly dimensions: number;
  readonly maximumTokens: number;
}

export const factsOf = (embedder: Embedder | undefined): EmbedderFacts | undefined => {
  if (embedder === undefined) return undefined;
  const { id, dimensions, maximumTokens } = embedder;
  return { id, dimensions, maximumTokens };
};

export type ToWorker =
  | {
      readonly type: 'open';
      readonly folder: number;
      readonly root: string;
      readonly index: string;
      readonly settings: SearchSettings;
      readonly embedder: EmbedderFacts | undefined;
    }
  | {
      readonly type: 'openStore';
      readonly folder: number;
      readonly store: StorePlace;
      readonly settings: SearchSettings;
      readonly embedder: EmbedderFacts | undefined;
    }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly folder: number;
      readonly call: AnsweredCall;
      readonly parameters: readonly unknown[];
    }
  | { readonly type: 'cancel'; readonly id: number }
  | {
      readonly type: 'tell';
      readonly folder: number;
      readonly call: ToldCall;
      readonly parameters: readonly unknown[];
    }
  | { readonly type: 'vectors'; readonly id: number; readonly vectors: Float32Array }
  | { readonly type: 'noVectors'; readonly id: number; readonly message: string };

export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'status'; readonly folder: number; readonly status: IndexStatus }
  | {
      readonly type: 'embed';
      readonly id: number;
      readonly folder: number;
      readonly texts: readonly string[];
      readonly kind: EmbeddedKind;
      readonly priority: 'interactive' | 'background';
    }
  /** Nobody waits for these vectors any more. */
  | { readonly type: 'unwanted'; readonly id: number };
