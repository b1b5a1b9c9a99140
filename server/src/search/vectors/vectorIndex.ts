import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChunkKey } from '../chunk';
import { BestHits } from '../index/bestHits';
import type { ChunkSet } from '../index/chunkTable';
import type { PairSearch, SimilarPairs, VectorPart } from '../index/indexParts';
import type { StoreHit } from '../searchStore';
import { scan } from './flatScan';
import { Rotation } from './rotation';
import { decodeRow, encodeRow, exactProduct, QueryCodes, widthOf } from './rowCodes';
import { Segment } from './segment';
import { RowLayout, SEGMENT_ROWS, SegmentFile } from './segmentFile';
import { similarPairs } from './similarPairs';
import { segmentFiles, VectorManifest, type VectorSpace, vectorFolder } from './vectorManifest';
import { VectorRows } from './vectorRows';

/** Rows beyond those wanted whose cosines are computed in 16 bits, since 8 bits may put them in another order. */
const rescored = 40;

/** By which a cosine may be wrong where both vectors have 8 bits. */
const pairError = 0.005;

/**
 * An exact index by cosine similarity: all vectors in 8 bits a coordinate in memory, the rest of 16 bits in append-only segments on the disk, which the best rows are
 * judged again with. Nothing is read before it is asked for. One process writes, others read on from where they were.
 */
export class VectorIndex implements VectorPart {
  private readonly folder: string;
  private readonly layout: RowLayout;
  private readonly rotation: Rotation;
  private readonly manifest: VectorManifest;
  private readonly rows: VectorRows;
  /** By region; a region that nobody has is absent. */
  private readonly segments: (Segment | undefined)[] = [];
  /** That rows are added to. */
  private active: Segment | undefined;
  private isLoaded = false;
  private manifestChanged = false;

  private constructor(
    folder: string,
    private readonly space: VectorSpace,
  ) {
    this.folder = vectorFolder(folder, space);
    const width = widthOf(space.dimensions);
    this.layout = new RowLayout(width);
    this.rotation = new Rotation(width);
    this.rows = new VectorRows(width);
    this.manifest = new VectorManifest(this.folder, space);
  }

  /** @param folder of the whole index */
  static open(folder: string, space: VectorSpace): VectorIndex {
    return new VectorIndex(folder, space);
  }

  /** @throws IndexFormatError */
  private load(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    this.readSegments();
  }

  async refresh(): Promise<void> {
    if (this.isLoaded) this.readSegments();
  }

  private readSegments(): void {
    const listed = this.manifest.read();
    if (listed !== undefined) {
      const names = new Set(listed.map(({ name }) => name));
      for (const segment of this.loaded()) if (!names.has(segment.name)) this.drop(segment);
      for (const { name, removed } of listed) {
        const known = this.loaded().find((segment) => segment.name === name);
        if (known === undefined) this.openSegment(name, removed);
        else this.removeRows(known, removed);
      }
    }
    for (const segment of this.loaded()) this.readRows(segment);
  }

  private loaded(): Segment[] {
    return this.segments.filter((segment) => segment !== undefined);
  }

  private openSegment(name: string, removed: Uint8Array): void {
    const file = SegmentFile.open(join(this.folder, name), this.layout);
    // Its rows have no vectors then, and are given them again.
    if (file !== undefined) this.addSegment(name, file, removed);
  }

  private addSegment(name: string, file: SegmentFile, removed: Uint8Array): Segment {
    const region = this.rows.takeRegion();
    const flags = new Uint8Array(SEGMENT_ROWS / 8);
    flags.set(removed);
    const segment = new Segment(name, file, region, flags, this.layout);
    this.segments[region] = segment;
    return segment;
  }

  private drop(segment: Segment): void {
    segment.file.close();
    if (this.active === segment) this.active = undefined;
    this.segments[segment.region] = undefined;
    this.rows.freeRegion(segment.region);
  }

  private removeRows(segment: Segment, removed: Uint8Array): void {
    for (let place = 0; place < segment.rows; place++) {
      if (((removed[place >> 3] ?? 0) & (1 << (place & 7))) === 0 || segment.isRemoved(place)) continue;
      segment.setRemoved(place);
      this.rows.remove(segment.rowAt(place));
    }
  }

  private readRows(segment: Segment): void {
    // What this process is writing nobody else has written.
    if (segment.hasPending) return;
    segment.readNew((bytes, place) => this.placeRow(segment, bytes, place));
  }

  /** Takes a row into the memory, unless its chunk has one. */
  private placeRow(segment: Segment, bytes: Buffer, place: number): void {
    const chunk = this.rows.chunkNumber(bytes.subarray(RowLayout.key, RowLayout.scale));
    if (this.rows.rowOf(chunk) >= 0) return;
    const row = segment.rowAt(place);
    this.rows.memory.put(row, bytes.subarray(RowLayout.high, this.layout.low));
    this.rows.put(chunk, row, bytes.readFloatLE(RowLayout.scale));
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
      const segment = this.segmentWithRoom();
      const bytes = segment.append();
      bytes.write(key, RowLayout.key, 'hex');
      const high = new Int8Array(bytes.buffer, bytes.byteOffset + RowLayout.high, this.layout.width);
      const low = bytes.subarray(this.layout.low, this.layout.checksum);
      bytes.writeFloatLE(encodeRow(unit, high, low), RowLayout.scale);
      this.layout.seal(bytes);
      this.placeRow(segment, bytes, segment.rows - 1);
    });
  }

  private segmentWithRoom(): Segment {
    if (this.active !== undefined && !this.active.isFull) return this.active;
    this.active?.write();
    this.active = this.loaded().find(({ isFull }) => !isFull) ?? this.newSegment();
    return this.active;
  }

  private newSegment(): Segment {
    mkdirSync(this.folder, { recursive: true });
    const name = `${randomBytes(8).toString('hex')}.rows`;
    this.manifestChanged = true;
    return this.addSegment(name, SegmentFile.create(join(this.folder, name), this.layout), new Uint8Array(0));
  }

  remove(keys: readonly ChunkKey[]): void {
    this.load();
    for (const key of keys) {
      const row = this.rows.rowOfKey(key);
      if (row < 0) continue;
      this.segments[Math.floor(row / SEGMENT_ROWS)]!.setRemoved(row % SEGMENT_ROWS);
      this.rows.remove(row);
      this.manifestChanged = true;
    }
  }

  async commit(): Promise<void> {
    for (const segment of this.loaded()) segment.write();
    if (!this.manifestChanged) return;
    this.compact();
    const segments = this.loaded();
    this.manifest.replace(segments);
    this.manifestChanged = false;
    // What a compaction has moved, and what a killed one left.
    const names = new Set(segments.map(({ name }) => name));
    for (const name of segmentFiles(this.folder))
      if (!names.has(name)) rmSync(join(this.folder, name), { force: true });
  }

  /** Segments of which more is removed than left are written anew, together. */
  private compact(): void {
    const stale = this.loaded().filter((segment) => {
      let left = 0;
      for (let place = 0; place < segment.rows; place++) if (this.rows.chunkOf(segment.rowAt(place)) >= 0) left++;
      return segment.rows > 2 * left;
    });
    if (stale.length === 0) return;
    this.active = undefined;
    for (const segment of stale) this.segments[segment.region] = undefined;
    for (const segment of stale) {
      segment.file.read(0, segment.rows, (bytes, place) => {
        const row = segment.rowAt(place);
        if (this.rows.chunkOf(row) < 0) return;
        this.rows.remove(row);
        if (!this.layout.isWhole(bytes)) return;
        const target = this.segmentWithRoom();
        target.append().set(bytes);
        this.placeRow(target, bytes, target.rows - 1);
      });
      segment.file.close();
      this.rows.freeRegion(segment.region);
    }
    for (const segment of this.loaded()) segment.write();
    this.rows.renumber();
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
    return decodeRow(this.rows.memory.codes(row), this.lowOf(row), this.rows.scales[row]!);
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
    return exactProduct(unit, this.rows.memory.codes(row), this.lowOf(row), this.rows.scales[row]!);
  }

  private lowOf(row: number): Uint8Array {
    const low = new Uint8Array(this.layout.width);
    this.segments[Math.floor(row / SEGMENT_ROWS)]!.low(row % SEGMENT_ROWS, low);
    return low;
  }

  async close(): Promise<void> {
    if (this.manifestChanged || this.loaded().some(({ hasPending }) => hasPending)) await this.commit();
    for (const segment of this.loaded()) this.drop(segment);
  }
}
