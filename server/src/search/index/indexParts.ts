import type { ChunkKey } from '../chunk';
import type { AskedTerms, LexicalMode, StoreHit } from '../searchStore';
import type { ChunkSet, ChunkTable } from './chunkTable';
import type { PreparedChunk } from './countedTerms';

/** What a local store asks of an index by terms or by vectors beside its catalog. What is added is durable after `commit`, and may be before. */
interface IndexPart {
  has(key: ChunkKey): boolean;
  remove(keys: readonly ChunkKey[]): void;
  commit(): Promise<void>;
  /** Sees what the writer has committed since. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface TermIndex extends IndexPart {
  /** Whether it has the chunk that a table gives this number. */
  hasIn(table: ChunkTable, index: number): boolean;
  add(chunks: readonly PreparedChunk[]): void;
  /** Says which chunks lie in a file: hits and statistics are of these alone. */
  use(set: ChunkSet): void;
  /** @param accepts of which keys hits may be, where not of all; statistics are the same */
  search(
    query: AskedTerms,
    mode: LexicalMode,
    count: number,
    accepts?: (key: ChunkKey) => boolean,
  ): readonly StoreHit[];
  /** Of each key the score that `search` would give it, 0 where it holds none of the query's terms or is not in use. */
  scoresOf(query: AskedTerms, mode: LexicalMode, keys: readonly ChunkKey[]): readonly number[];
}

/** Two chunks and the cosine of their vectors. */
export interface SimilarPair {
  readonly first: ChunkKey;
  readonly second: ChunkKey;
  readonly cosine: number;
}

export interface SimilarPairs {
  /** The most similar first. */
  readonly pairs: readonly SimilarPair[];
  /** Share of all pairs that were compared before the time was up. */
  readonly compared: number;
}

export interface PairSearch {
  /** Cosine that a pair has at least. */
  readonly least: number;
  /** Pairs at most, the most similar ones. */
  readonly limit: number;
  /** Milliseconds after which no more pairs are looked for. */
  readonly budgetMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface VectorPart extends IndexPart {
  /**
   * One row a key; a key that has one keeps it.
   * @throws RangeError where the rows are of another length, or hold what is no finite number
   */
  add(keys: readonly ChunkKey[], vectors: Float32Array): void;
  /** By the numbers of a table, a number from 0 on for each of its chunks that has a vector, below 0 for others. Good until something is added or removed. */
  rowsOf(table: ChunkTable): Int32Array;
  /** The best by cosine similarity, best first. */
  search(vector: Float32Array, count: number, among: ChunkSet): readonly StoreHit[];
  /** The most similar to a chunk, without itself; undefined where it has no vector. */
  similarTo(key: ChunkKey, count: number, among: ChunkSet): readonly StoreHit[] | undefined;
  /** Of each key its cosine similarity; undefined where it has no vector. */
  similarities(vector: Float32Array, keys: readonly ChunkKey[]): readonly (number | undefined)[];
  /** Of length 1, nearly; undefined where the chunk has no vector. */
  vectorOf(key: ChunkKey): Float32Array | undefined;
  /** Chunks that nearly say the same. @throws the signal's reason */
  similarPairs(among: ChunkSet, options: PairSearch): Promise<SimilarPairs>;
}
