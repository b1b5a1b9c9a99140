import type { SimilarWord } from '../learning/word2vec/wordVectors';
import type { Span } from '../text/span';
import type { ChunkKey } from './chunk';
import type { Candidate } from './query/linearFusion';
import type { ChunkFilter, LexicalMode, RelatedTerm, StoredChunk } from './searchStore';
import type { TuningProgress, TuningReport } from './tuning/tuneSearch';
import type { AskedWords } from './words/relatedWords';
import type { MissingWords } from './words/wordLearning';

/** How passages are ranked. `hybrid` fuses terms and vectors, and is by terms alone while there are no vectors. */
export type SearchMode = LexicalMode | 'vector' | 'hybrid';

export interface SearchOptions {
  readonly mode: SearchMode;
  readonly limit: number;
  readonly filter?: ChunkFilter;
  /** Terms that count beside the query's own. */
  readonly related?: readonly RelatedTerm[];
  /** Whether terms count that stand among the same words of the folder; of a store on a server there are none. */
  readonly expand?: boolean;
}

/** The terms that an expanded query was asked with. */
export interface Expansion {
  readonly terms: readonly RelatedTerm[];
  readonly missing?: MissingWords;
}

export interface SearchHit extends StoredChunk {
  /** UTF-16 units before it in its first line: few passages begin within one. */
  readonly startColumn: number;
  readonly score: number;
  readonly snippet: string;
  /** The sentence of the snippet that answers best, in UTF-16 units of it. */
  readonly marked: Span;
}

/** What could be asked when a query was answered. */
export interface SearchReadiness {
  /** All files of the folder were read; before that, those that were. */
  readonly terms: 'complete' | 'partial';
  /** Chunks, and those of them that have a vector. */
  readonly chunks: number;
  readonly embedded: number;
  /** Why vectors did not take part though they were asked for, in one sentence. */
  readonly vectorsMissing?: string;
}

export interface SearchAnswer {
  /** Best first. A passage that stands in several files comes once for each; one that a better hit of its file mostly holds does not come. */
  readonly hits: readonly SearchHit[];
  readonly ready: SearchReadiness;
  /** What `fusedAnswers` fuses: all passages that were compared, with the scores that those of hits are made of. Absent where these are by terms alone. */
  readonly candidates?: readonly Candidate[];
  /** Absent where the query was not to be expanded. */
  readonly expansion?: Expansion;
}

/** Passages that are copies of each other with few changes. */
export interface AlikePassages {
  /** The least share of runs of three words that one has in common with another, of all that either has: 0 to 1. */
  readonly similarity: number;
  /** By path. */
  readonly hits: readonly SearchHit[];
}

/** A passage to which others are compared: a selection, or a chunk. */
export interface Passage {
  readonly text: string;
  /** Where it stands, relative to the folder: hits that overlap it there are left out. */
  readonly place?: { readonly path: string } & Span;
  /** Of the chunk that it is, if it is one: then it has a vector already. */
  readonly key?: ChunkKey;
}

/**
 * What an index is doing. `waiting`: another process writes it, and this one reads; it takes over when that one ends. `failed`: `detail` says why,
 * and `rebuild` is worth a try.
 */
export type IndexState = 'off' | 'opening' | 'scanning' | 'embedding' | 'ready' | 'paused' | 'waiting' | 'failed';

export interface IndexStatus {
  readonly state: IndexState;
  /** Of `waiting`, `failed`, and of `ready` where something is missing, in one sentence. */
  readonly detail?: string;
  readonly files: number;
  /** Files that a scan has looked at, of all it found; absent when none is under way. */
  readonly scan?: { readonly done: number; readonly of: number };
  readonly chunks: number;
  /** Chunks that have a vector. */
  readonly embedded: number;
  /** Chunks embedded a second, lately; absent when none are. */
  readonly embeddedPerSecond?: number;
  /** On the disk. */
  readonly bytes: number;
  /** Absolute, where the index lies. */
  readonly folder: string;
  /** The embedding model's id; absent where there is none. */
  readonly model?: string;
  /** By what searches by meaning are tuned: recall@10 on files it was not learnt from, without it and with it; absent where they are not. */
  readonly tuned?: { readonly before: number; readonly after: number };
  /** How far a tuning is; absent when none is under way. */
  readonly tuning?: TuningProgress;
  /** What the last scan left out, by reason, the most frequent first. */
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
}

/** A file or folder that is not indexed, relative to the searched folder. */
export interface LeftOutFile {
  readonly path: string;
  readonly reason: string;
}

/** An index that can be asked for passages: of a folder, or of many on a server. */
export interface PassageSearch {
  /**
   * The best passages for a query as `parseQuery` reads it.
   * @throws QueryError what is wrong with the query, in one line
   * @throws the signal's reason
   */
  search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer>;
  /** Passages like this one, by vectors; by its rarest terms while there are none. @throws the signal's reason */
  similar(passage: Passage, options: Omit<SearchOptions, 'mode'>, signal?: AbortSignal): Promise<SearchAnswer>;

  /** Finishes what must not be cut short and lets the index go. */
  close(): Promise<void>;
}

/**
 * The index of one folder and all that can be asked of it, wherever it runs: the language server has it in a worker thread. Paths are relative to the
 * folder, with slashes. Nothing here blocks the caller's thread, and only `search` and `similar` wait for anything long (the embedding of the query).
 */
export interface FolderSearch extends PassageSearch {
  /** Absolute, the folder that is searched. */
  readonly root: string;
  readonly status: IndexStatus;
  /** Calls the listener at each change, at most ten times a second, until the function given back is called. */
  onDidChangeStatus(listener: (status: IndexStatus) => void): () => void;

  /** Passages of this folder that are nearly the same, the longest repetitions first; at most `limit` groups. @throws the signal's reason */
  duplicates(limit: number, signal?: AbortSignal): Promise<readonly AlikePassages[]>;

  /** Words that stand among the same words of the folder, the most similar first; none while they are not learnt yet, which begins when they are asked for. */
  relatedWords(asked: AskedWords, limit: number): Promise<readonly SimilarWord[]>;

  /** Files were saved, made, moved or deleted: they are looked at soon, several at once. */
  changed(paths: readonly string[]): void;
  /** Looks at all files again; done when terms are. */
  scan(): Promise<void>;
  /** Stops scanning and embedding, until `resume`. Searching goes on. */
  pause(): void;
  resume(): void;
  /** Forgets the index and makes it anew; done when terms are. */
  rebuild(): Promise<void>;

  /**
   * Tunes searches by meaning to this folder, which takes minutes; searching goes on, and statuses tell how far it is.
   * @throws TuningError where there is too little to learn from
   * @throws the signal's reason; Error where one is under way
   */
  tune(signal?: AbortSignal): Promise<TuningReport>;
  /** Takes the tuning away. Says whether there was one. */
  removeTuning(): Promise<boolean>;

  /** Why a file is not indexed; undefined where it is, or soon will be. */
  explain(path: string): Promise<string | undefined>;
  /** Paths of what is indexed, ascending; at most `limit`. */
  files(limit: number): Promise<readonly string[]>;
  /** What the last scan left out, by path; at most `limit`. */
  leftOut(limit: number): Promise<readonly LeftOutFile[]>;
}
