import type { ChunkKey } from '../chunk';
import type { LexicalMode, StoreHit } from '../searchStore';
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
  add(chunks: readonly PreparedChunk[]): void;
  /** Says which chunks lie in a file: hits and statistics are of these alone. */
  use(keys: Iterable<ChunkKey>): void;
  /** @param accepts of which keys hits may be, where not of all; statistics are the same */
  search(query: string, mode: LexicalMode, count: number, accepts?: (key: ChunkKey) => boolean): readonly StoreHit[];
}

export interface VectorPart extends IndexPart {
  /** One row a key. */
  add(keys: readonly ChunkKey[], vectors: Float32Array): void;
  search(vector: Float32Array, count: number, accepts: (key: ChunkKey) => boolean): readonly StoreHit[];
}
