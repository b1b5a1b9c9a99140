import type { ChunkKey } from '../../server/src/search/chunk';
import { type ChunkSet, ChunkTable } from '../../server/src/search/index/chunkTable';

/** The set of some chunks, as a catalog tells of those in use. */
export const chunkSet = (keys: Iterable<ChunkKey>): ChunkSet => {
  const table = new ChunkTable();
  for (const key of keys) table.add(key);
  return { table, members: new Uint8Array(table.size).fill(1) };
};
