import type { ChunkKey } from '../chunk';
import { BestHits } from '../index/bestHits';
import type { ChunkSet } from '../index/chunkTable';
import type { PairSearch, SimilarPairs, VectorPart } from '../index/indexParts';
import type { StoreHit } from '../searchStore';
import { scan } from './flatScan';
import { Rotation } from './rotation';
import { decodeRow, encodeRow, exactProduct, QueryCodes, widthOf } from './rowCodes';
import { RowLayout } from './segmentFile';
import { similarPairs } from './similarPairs';
import { type VectorSpace, vectorFolder } from './vectorManifest';
import { VectorRows } from './vectorRows';
import { VectorSegments } from './vectorSegments';

/** Rows beyond those wanted whose cosines are computed in 12 bits, since 8 bits may put them in another order. */
const rescored = 40;

/** By which a cosine may be wrong where both vectors have 8 bits. */
const pairError = 0.005;

/**
 * An exact index by cosine similarity: all vectors in 8 bits a coordinate in memory, the rest of 12 bits in append-only segments on the disk, which the best rows are
 * judged again with. Nothing is read before it is asked for. One process writes, others read on from where they were.
 */
export class VectorIndex implements VectorPart {
  private readonly layout: RowLayout;
  private readonly rotation: Rotation;
  private readonly rows: VectorRows;
  private readonly segments: VectorSegments;
  private isLoaded = false;

  private constructor(
    folder: string,
    private readonly space: VectorSpace,
  ) {
    const width = widthOf(space.dimensions);
    this.layout = new RowLayout(width);
    this.rotation = new Rotation(width);
    this.rows = new VectorRows(width);
    this.segments = new VectorSegments(vectorFolder(folder, space), space, this.layout, this.rows);
  }

  /** @param folder of the whole index */
  static open(folder: string, space: VectorSpace): VectorIndex {
    return new VectorIndex(folder, space);
  }

  /** @throws IndexFormatError */
  private load(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    this.segments.read();
  }

  async refresh(): Promise<void> {
    if (this.isLoaded) this.segments.read();
  }

  has(key: ChunkKey): boolean {
    this.load();
    return this.rows.rowOfKey(key) >= 0;
  }

  /** By the numbers of a table, a row of each of its chunks, -1 where it has no vector. A view, good until something is added or removed. */
  rowsOf(table: ChunkSet['table']): Int32Array {
    this.load();
    return this.rows.rowsIn(table);
  }

  /** @throws RangeError where the vectors are not of this space, or hold what is no finite number */
  add(keys: readonly ChunkKey[], vectors: Float32Array): void {
    this.load();
    const { dimensions } = this.space;
    if (vectors.length !== keys.length * dimensions)
      throw new RangeError(`${keys.length} vectors of ${dimensions} numbers have not ${vectors.length}`);
    keys.forEach((key, at) => {
      if (this.rows.rowOfKey(key) >= 0) return;
      const unit = this.rotation.unit(vectors.subarray(at * dimensions, (at + 1) * dimensions));
      this.segments.add((row) => {
        row.write(key, RowLayout.key, 'hex');
        const high = new Int8Array(row.buffer, row.byteOffset + RowLayout.high, this.layout.width);
        const low = row.subarray(this.layout.low, this.layout.checksum);
        row.writeFloatLE(encodeRow(unit, high, low), RowLayout.scale);
      });
    });
  }

  remove(keys: readonly ChunkKey[]): void {
    this.load();
    for (const key of keys) {
      const row = this.rows.rowOfKey(key);
      if (row >= 0) this.segments.remove(row);
    }
  }

  async commit(): Promise<void> {
    this.segments.commit();
  }

  search(vector: Float32Array, count: number, among: ChunkSet): readonly StoreHit[] {
    this.load();
    return this.nearest(this.queryOf(vector), count, among);
  }

  /** The chunks that are most similar to one that has a vector, without itself; undefined where it has none. */
  similarTo(key: ChunkKey, count: number, among: ChunkSet): readonly StoreHit[] | undefined {
    this.load();
    const row = this.rows.rowOfKey(key);
    if (row < 0) return undefined;
    return this.nearest(this.unitOf(row), count + 1, among)
      .filter((hit) => hit.key !== key)
      .slice(0, count);
  }

  /** Of each key the cosine with a vector; undefined where it has none. */
  similarities(vector: Float32Array, keys: readonly ChunkKey[]): readonly (number | undefined)[] {
    this.load();
    const unit = this.queryOf(vector);
    return keys.map((key) => {
      const row = this.rows.rowOfKey(key);
      return row < 0 ? undefined : this.exactCosine(unit, row);
    });
  }

  /** A chunk's vector, as precisely as it is stored; undefined where it has none. */
  vectorOf(key: ChunkKey): Float32Array | undefined {
    this.load();
    const row = this.rows.rowOfKey(key);
    return row < 0 ? undefined : this.rotation.inverse(this.unitOf(row), this.space.dimensions);
  }

  /** @throws the signal's reason */
  async similarPairs(among: ChunkSet, options: PairSearch): Promise<SimilarPairs> {
    this.load();
    const { least, limit } = options;
    const found = await similarPairs(this.rows.memory, this.rows.allowed(among), this.rows.scales, {
      ...options,
      least: least - pairError,
      limit: limit + rescored,
    });
    const pairs = found.pairs
      // What was removed meanwhile has no key.
      .filter(({ first, second }) => this.rows.chunkOf(first) >= 0 && this.rows.chunkOf(second) >= 0)
      .map(({ first, second }) => ({
        first: this.rows.keyOf(first),
        second: this.rows.keyOf(second),
        cosine: this.exactCosine(this.unitOf(first), second),
      }))
      .filter(({ cosine }) => cosine >= least)
      .sort((a, b) => b.cosine - a.cosine || (a.first < b.first ? -1 : 1));
    return { pairs: pairs.slice(0, limit), compared: found.compared };
  }

  /** A row's vector, as precisely as it is stored. */
  private unitOf(row: number): Float64Array {
    return decodeRow(this.rows.memory.codes(row), this.segments.lowOf(row), this.rows.scales[row]!);
  }

  private queryOf(vector: Float32Array): Float64Array {
    if (vector.length !== this.space.dimensions)
      throw new RangeError(`the index has vectors of ${this.space.dimensions} numbers, this one has ${vector.length}`);
    return this.rotation.unit(vector);
  }

  private nearest(unit: Float64Array, count: number, among: ChunkSet): StoreHit[] {
    const allowed = this.rows.allowed(among);
    // Ranks that are equal must not depend on the order in which chunks came.
    const comesBefore = (a: number, b: number) => this.rows.keyOf(a) < this.rows.keyOf(b);
    const wanted = Math.min(count, allowed.count);
    if (wanted === 0) return [];
    const scanned = new BestHits(wanted + rescored, comesBefore);
    const query = new QueryCodes(unit);
    scan(this.rows.memory, { query, count: wanted, allowed, scales: this.rows.scales }, scanned);
    const best = new BestHits(wanted, comesBefore);
    for (const { chunk: row } of scanned.sorted()) best.add(row, this.exactCosine(unit, row));
    return best.sorted().map(({ chunk: row, score }) => ({ key: this.rows.keyOf(row), score }));
  }

  private exactCosine(unit: Float64Array, row: number): number {
    return exactProduct(unit, this.rows.memory.codes(row), this.segments.lowOf(row), this.rows.scales[row]!);
  }

  async close(): Promise<void> {
    this.segments.close();
  }
}
