import type { Chunk, ChunkKey } from './chunk';

/** How a store ranks by terms. */
export type LexicalMode = 'bm25' | 'tfidf' | 'exact';

/** A term that a query does not hold, and for how much it counts beside one that it does, 0 to 1. */
export interface RelatedTerm {
  readonly term: string;
  readonly weight: number;
}

/** What passages are ranked for by terms: a text, or one with related terms, which `exact` passes over. */
export type AskedTerms = string | { readonly text: string; readonly related: readonly RelatedTerm[] };

export interface IndexedFile {
  /** Relative to the workspace, with slashes. */
  readonly path: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly contentHash: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly languageId: string;
  /** Number of the rules by which it was cut into chunks (`chunking/chunkingVersion.ts`); 0 from before they had one. */
  readonly chunkingVersion: number;
}

/** Which chunks a search may return. Absent parts allow all. */
export interface ChunkFilter {
  /** Globs over paths, any of which may match; those after `!` must not. */
  readonly paths?: readonly string[];
  readonly languages?: readonly string[];
  /** Names of sources; a store of one folder has none. */
  readonly sources?: readonly string[];
  /** Words that stand side by side in one of the chunk's headings, case ignored; a name's parts are words. */
  readonly heading?: string;
  readonly modifiedAfterMs?: number;
  readonly modifiedBeforeMs?: number;
}

/** A chunk and where it lies. A chunk that stands at several places is a hit of each. */
export interface StoredChunk extends Omit<Chunk, 'text'> {
  /** Whose file it is, in a store of several sources. */
  readonly source?: string;
  readonly path: string;
  readonly languageId: string;
  readonly modifiedMs: number;
}

export interface StoreHit {
  readonly key: ChunkKey;
  readonly score: number;
}

export interface StoreState {
  readonly files: number;
  readonly chunks: number;
  /** Of how many chunks there are vectors. */
  readonly embedded: number;
}

/**
 * Where an index lies. Chunks are named by content, so what a store has seen it need not be told,
 * nor be given vectors of, again. What was not committed may be lost, and nothing else.
 */
export interface SearchStore {
  /** Of each path, what was indexed last. */
  files(): Promise<ReadonlyMap<string, IndexedFile>>;
  /** Keys of the chunks that lie in some files, as of the last commit; each once. */
  keysIn(paths: readonly string[]): Promise<readonly ChunkKey[]>;
  /** Of how many of these chunks, each named once, a place lies in a file. */
  countPlaced(keys: readonly ChunkKey[]): Promise<number>;
  /** Puts a file's chunks in place of those it had. */
  putFile(file: IndexedFile, chunks: readonly Chunk[]): Promise<void>;
  /** The same content under another path, or another time. */
  moveFile(from: string, to: IndexedFile): Promise<void>;
  removeFiles(paths: readonly string[]): Promise<void>;
  /** Makes what was put findable, and durable. Says how many chunks the store had not seen, of all that were put since the last time. */
  commit(): Promise<number>;

  /** Keys of chunks in use that have no vector, at most `limit`. */
  withoutVectors(limit: number): Promise<readonly ChunkKey[]>;
  /** One row a key. They are found at once, and durable after `commit`. @throws RangeError where they are of another length, or hold what is no finite number */
  putVectors(keys: readonly ChunkKey[], vectors: Float32Array): Promise<void>;

  /** The best `count` by terms, best first. */
  byTerms(query: AskedTerms, mode: LexicalMode, count: number, filter?: ChunkFilter): Promise<readonly StoreHit[]>;
  /** Of each key the score that `byTerms` would give it, 0 where it holds none of the query's terms. */
  termScores(query: AskedTerms, mode: LexicalMode, keys: readonly ChunkKey[]): Promise<readonly number[]>;
  /** The best `count` by cosine similarity, best first. */
  byVector(vector: Float32Array, count: number, filter?: ChunkFilter): Promise<readonly StoreHit[]>;
  /** The most similar to a chunk by the cosine of their vectors, best first and without itself; undefined where it has no vector. */
  similarTo(key: ChunkKey, count: number, filter?: ChunkFilter): Promise<readonly StoreHit[] | undefined>;
  /** Of each key its cosine similarity to a vector; undefined where it has none. */
  similarities(vector: Float32Array, keys: readonly ChunkKey[]): Promise<readonly (number | undefined)[]>;
  /** Where chunks lie, in the order of `keys`; all the places of each. */
  places(keys: readonly ChunkKey[]): Promise<ReadonlyMap<ChunkKey, readonly StoredChunk[]>>;
  /** The text of a chunk, from where it lies; undefined if it is there no more. */
  text(chunk: StoredChunk): Promise<string | undefined>;

  state(): Promise<StoreState>;
  close(): Promise<void>;
}
