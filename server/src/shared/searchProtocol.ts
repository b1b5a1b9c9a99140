/** What client and server say about search. Of the rest of the contract it knows ranges alone. */
import type { WireRange } from './protocol';

/** `hybrid` fuses terms and vectors. Where there are no vectors yet, it and `vector` say so in their answers. */
export type SearchMode = 'hybrid' | 'vector' | 'bm25' | 'tfidf' | 'exact';

/** Request, client to server: the best passages of the workspace's folders. The first one opens their indexes, and has them made. */
export const searchMethod = 'surprisal/search';

export interface SearchParams {
  /** Words, `"phrases"`, `-word`, and filters: `path:`, `lang:`, `heading:`, `modified:`. */
  readonly query: string;
  /** `hybrid` when absent. */
  readonly mode?: SearchMode;
  /** Hits at most; 50 when absent. */
  readonly limit?: number;
  /** Beside those of the query. */
  readonly filter?: SearchFilter;
  /** Words that stand among the same words of the workspace are looked for too. */
  readonly expand?: boolean;
}

export interface SearchFilter {
  /** Globs over paths relative to their folder; after `!` those that must not match. */
  readonly paths?: readonly string[];
  readonly languages?: readonly string[];
  /** Stands in one of the headings, case ignored. */
  readonly heading?: string;
}

/** Request, client to server: the first hits of a search in a new order, by how likely the neural model takes the query to be after each. The model is loaded for it. */
export const rerankMethod = 'surprisal/search/rerank';

export interface RerankParams {
  /** As it was asked. */
  readonly query: string;
  /** Best first; those beyond the first few stay where they are. */
  readonly hits: readonly Pick<SearchHitItem, 'headings' | 'text' | 'marked' | 'score'>[];
}

export interface RerankResult {
  /** Places in the request's list, best first; all of them. */
  readonly order: readonly number[];
  /** Why it is the order of before, or partly so, in one sentence. */
  readonly incomplete?: string;
}

/** Request, client to server: passages like a text, which is not read as a query. Answers as a search does. */
export const similarMethod = 'surprisal/search/similar';

export interface SimilarParams {
  readonly text: string;
  /** Where the text stands: what overlaps it is no hit. */
  readonly location?: { readonly uri: string; readonly range: WireRange };
  readonly limit?: number;
}

/** Request, client to server: passages in which a word means what it does at a place of a text, best first. Answers as a search does; the model is started for it. */
export const senseMethod = 'surprisal/search/sense';

export interface SenseParams {
  /** The text around the word: its paragraph. */
  readonly text: string;
  /** Of the word, or of a caret in it, in UTF-16 units of `text`. */
  readonly start: number;
  readonly end: number;
  /** Where the word stands: a sentence there is no hit. */
  readonly location?: { readonly uri: string; readonly range: WireRange };
  readonly limit?: number;
}

/** Request, client to server: passages that are copies of each other with few changes, in each folder. */
export const duplicatesMethod = 'surprisal/search/duplicates';

export interface DuplicatesParams {
  /** Groups at most. */
  readonly limit: number;
}

export interface DuplicatesResult {
  /** The longest repetitions of each folder first. */
  readonly groups: readonly AlikePassages[];
  readonly readiness: SearchReadiness;
}

export interface AlikePassages {
  /** The least share of runs of words that one has in common with another, 0 to 1. */
  readonly similarity: number;
  readonly hits: readonly SearchHitItem[];
}

export interface SearchResult {
  /** Best first. */
  readonly hits: readonly SearchHitItem[];
  /** Of the workspace's folders. */
  readonly readiness: SearchReadiness;
  /** What is wrong with the query, in one line; it has no hits then. */
  readonly problem?: string;
  /** Absent where no store is asked beside the folders. */
  readonly store?: StoreShare;
  /** Absent where the query was not to be expanded. */
  readonly related?: RelatedTerms;
}

/** What was looked for beside the words of a query. */
export interface RelatedTerms {
  /** The most similar first. */
  readonly terms: readonly string[];
  /** Why there are none though they were asked for: they are being learnt, there is too little text, or it went wrong. */
  readonly missing?: 'learning' | 'tooFew' | 'failed';
}

/** What a store on a server had part in an answer. */
export interface StoreShare {
  /** `postgres://user@host:port/database`: what its password is kept by. */
  readonly name: string;
  /** Those that could be searched in it. */
  readonly passages: number;
  /** Why none of its passages is among the hits, in one sentence. */
  readonly problem?: string;
  /** The server wants a password, or another one. */
  readonly wantsPassword?: boolean;
}

/** The scheme of passages whose files are not on this machine: read-only documents of the client's, each of the text of a hit. */
export const passageScheme = 'surprisal-passage';

/** Where something that was found stands. */
export interface FoundPlace {
  readonly uri: string;
  /** Relative to its folder, with slashes. */
  readonly path: string;
  /** The name of its folder, where the workspace has several. */
  readonly folder?: string;
  /** Of what is in a store: whose file it is there, by its name. Its path is relative to that. */
  readonly source?: string;
  /** Of a passage whose file is not on this machine: the line of the file that it begins in. Ranges are those of the passage then, as its `uri` shows it. */
  readonly firstLine?: number;
  /** Outermost first. */
  readonly headings: readonly string[];
  readonly range: WireRange;
}

export interface SearchHitItem extends FoundPlace {
  /** The passage. */
  readonly text: string;
  /** The sentence that answers best, in UTF-16 units of `text`. */
  readonly marked: { readonly start: number; readonly end: number };
  readonly markedRange: WireRange;
  readonly score: number;
}

/** What could be asked when a query was answered, of all folders together. */
export interface SearchReadiness {
  readonly state: IndexState;
  /** All files were read; before that, those that were. */
  readonly isComplete: boolean;
  readonly passages: number;
  /** Passages that have a vector: those that can be found by meaning. */
  readonly embedded: number;
  /** Why vectors did not take part though they were asked for, in one sentence. */
  readonly vectorsMissing?: string;
}

/**
 * What the index of a folder is doing. `unused`: nothing was searched yet, and nothing is read. `waiting`: another window writes it, and this one reads.
 * `failed`: `detail` says why, and making it anew is worth a try.
 */
export type IndexState = 'unused' | 'opening' | 'scanning' | 'embedding' | 'ready' | 'paused' | 'waiting' | 'failed';

/** Notification, server to client, at most ten times a second, and the answer of `indexMethod`. */
export const indexStatusMethod = 'surprisal/search/indexStatus';

/** Of all folders together. */
export interface IndexStatus {
  readonly state: IndexState;
  readonly detail?: string;
  readonly files: number;
  readonly passages: number;
  readonly embedded: number;
  /** Files that a scan has looked at, of all it found; absent when none is under way. */
  readonly scan?: { readonly done: number; readonly of: number };
  readonly embeddedPerSecond?: number;
  /** Absent when no tuning is under way. */
  readonly tuning?: TuningProgress;
  readonly folders: readonly IndexedFolderStatus[];
}

export interface IndexedFolderStatus {
  readonly uri: string;
  readonly name: string;
  readonly state: IndexState;
  readonly detail?: string;
  readonly files: number;
  readonly passages: number;
  readonly embedded: number;
  /** On the disk. */
  readonly bytes: number;
  /** URI of where the index lies. */
  readonly index: string;
  /** The embedding model; absent where there is none. */
  readonly model?: string;
  /** Recall@10 on files that were not learnt from, without the tuning and with it; absent where there is none. */
  readonly tuned?: { readonly before: number; readonly after: number };
}

/** Request, client to server. */
export const indexMethod = 'surprisal/search/index';

/** `start` opens the indexes as a search would; `status` only asks. None waits until the work is done: notifications tell of it. */
export type IndexAction = 'status' | 'start' | 'pause' | 'resume' | 'rebuild';

export interface IndexParams {
  readonly action: IndexAction;
}

/** Request, client to server: tunes searches by meaning to the workspace's folders, which takes minutes, or takes the tuning away. Statuses tell how far it is. */
export const tuneMethod = 'surprisal/search/tune';

export interface TuneParams {
  readonly action: 'tune' | 'remove';
}

export interface TuneResult {
  /** What has come of it, a sentence for each folder. */
  readonly messages: readonly string[];
}

/** Notification, client to server: a hit of a typed search was opened. It is kept beside the folder's index only where the setting `search.learnFromOpened` says so. */
export const openedMethod = 'surprisal/search/opened';

export interface OpenedParams {
  readonly query: string;
  readonly uri: string;
  /** Of the hit, from 0 on. */
  readonly line: number;
}

/** Request, client to server: what is kept of hits that were opened. */
export const openedHitsMethod = 'surprisal/search/openedHits';

export interface OpenedHitsParams {
  /** Forgets all of it; the answer is what is left. */
  readonly forget?: boolean;
}

export interface OpenedHitsResult {
  /** The latest first; paths are relative to their folder. */
  readonly hits: readonly { readonly query: string; readonly path: string }[];
}

/** Files are read for pairs of a question and a passage, their texts are embedded, and an adapter is trained, in epochs. */
export interface TuningProgress {
  readonly stage: 'reading' | 'embedding' | 'training';
  readonly done: number;
  readonly of: number;
}

/** Request, client to server: what is indexed and what is not, by path. */
export const indexedFilesMethod = 'surprisal/search/indexedFiles';

export interface IndexedFilesParams {
  /** Of each list, for each folder. */
  readonly limit: number;
}

export interface IndexedFilesResult {
  readonly folders: readonly {
    readonly uri: string;
    readonly name: string;
    /** Relative, with slashes. */
    readonly indexed: readonly string[];
    readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  }[];
}

/** Request, client to server: why one file is not indexed. */
export const explainIndexedMethod = 'surprisal/search/explain';

export interface ExplainIndexedParams {
  readonly uri: string;
}

export interface ExplainIndexedResult {
  /** Absent where it is indexed, or soon will be. */
  readonly reason?: string;
}

/** Request, client to server: the store that is set. */
export const storeMethod = 'surprisal/search/store';

/** Without a name, none is. */
export interface StoreResult {
  readonly name?: string;
  /** Why it is not asked, in one sentence, as far as the setting alone tells. */
  readonly problem?: string;
}

/** Request, server to client, to ours alone: the password that the user has set for a store. */
export const storePasswordMethod = 'surprisal/search/storePassword';

export interface StorePasswordParams {
  /** The store's name. */
  readonly name: string;
  /** Of ECDH on P-256, in Base64: the answer is encrypted for it. */
  readonly publicKey: string;
}

export interface StorePasswordResult {
  /** Absent where none is set. */
  readonly password?: SealedSecret;
}

/** A secret that no trace of messages shows: AES-256-GCM, by the SHA-256 of the secret that both keys share. All in Base64. */
export interface SealedSecret {
  readonly publicKey: string;
  readonly nonce: string;
  /** With its tag of 16 bytes behind it. */
  readonly text: string;
}

/** Notification, client to server: the password of a store was set or removed. */
export const storePasswordChangedMethod = 'surprisal/search/storePasswordChanged';
