import type { Chunk, ChunkKey } from '../../server/src/search/chunk';
import type { ChunkSet, ChunkTable } from '../../server/src/search/index/chunkTable';
import type { TermIndex } from '../../server/src/search/index/indexParts';
import type { LexicalMode, StoreHit } from '../../server/src/search/searchStore';

/** Counts how often the words of a query stand in a chunk: what tests of a store need of an index by terms, and no more. */
export class ReferenceTerms implements TermIndex {
  private readonly texts = new Map<ChunkKey, string>();
  private used: ReadonlySet<ChunkKey> = new Set();

  has(key: ChunkKey): boolean {
    return this.texts.has(key);
  }

  hasIn(table: ChunkTable, index: number): boolean {
    return this.has(table.keyOf(index));
  }

  add(chunks: readonly Chunk[]): void {
    for (const { key, text } of chunks) this.texts.set(key, text);
  }

  remove(keys: readonly ChunkKey[]): void {
    for (const key of keys) this.texts.delete(key);
  }

  use({ table, members }: ChunkSet): void {
    this.used = new Set(Array.from(members, (member, index) => (member === 1 ? table.keyOf(index) : '')));
  }

  search(
    query: string,
    _mode: LexicalMode,
    count: number,
    accepts: (key: ChunkKey) => boolean = () => true,
  ): StoreHit[] {
    const words = query.split(' ');
    return [...this.texts]
      .map(([key, text]) => ({ key, score: words.reduce((sum, word) => sum + text.split(word).length - 1, 0) }))
      .filter(({ key, score }) => score > 0 && this.used.has(key) && accepts(key))
      .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
      .slice(0, count);
  }

  scoresOf(query: string, mode: LexicalMode, keys: readonly ChunkKey[]): number[] {
    const scores = new Map(this.search(query, mode, Infinity).map(({ key, score }) => [key, score]));
    return keys.map((key) => scores.get(key) ?? 0);
  }

  async commit(): Promise<void> {}
  async refresh(): Promise<void> {}
  async close(): Promise<void> {}
}
