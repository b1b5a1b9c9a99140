import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lowBytesOf } from './rowCodes';
import { Segment } from './segment';
import { RowLayout, SEGMENT_ROWS, SegmentFile } from './segmentFile';
import { segmentFiles, VectorManifest, type VectorSpace } from './vectorManifest';
import type { VectorRows } from './vectorRows';

/** The segments of a folder, and where their rows lie in the memory. */
export class VectorSegments {
  private readonly manifest: VectorManifest;
  /** By region; a region that nobody has is absent. */
  private readonly segments: (Segment | undefined)[] = [];
  /** That rows are added to. */
  private active: Segment | undefined;
  private manifestChanged = false;

  constructor(
    private readonly folder: string,
    space: VectorSpace,
    private readonly layout: RowLayout,
    private readonly rows: VectorRows,
  ) {
    this.manifest = new VectorManifest(folder, space);
  }

  /** Reads what is new since the last time. @throws IndexFormatError */
  read(): void {
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
    for (let place = 0; place < removed.length * 8; place++) {
      if ((removed[place >> 3]! & (1 << (place & 7))) === 0 || segment.isRemoved(place)) continue;
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

  /** Adds a row, which `fill` completes but for its checksum. */
  add(fill: (row: Buffer) => void): void {
    const segment = this.segmentWithRoom();
    const bytes = segment.append();
    fill(bytes);
    this.layout.seal(bytes);
    this.placeRow(segment, bytes, segment.rows - 1);
  }

  /** Takes a row away, by its number. */
  remove(row: number): void {
    this.segments[Math.floor(row / SEGMENT_ROWS)]!.setRemoved(row % SEGMENT_ROWS);
    this.rows.remove(row);
    this.manifestChanged = true;
  }

  /** Writes what was added and removed; on the disk when this returns. */
  commit(): void {
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

  /** The low bits of a row, by its number. */
  lowOf(row: number): Uint8Array {
    const low = new Uint8Array(lowBytesOf(this.layout.width));
    this.segments[Math.floor(row / SEGMENT_ROWS)]!.low(row % SEGMENT_ROWS, low);
    return low;
  }

  /** Commits what was not, and lets the files go. */
  close(): void {
    if (this.manifestChanged || this.loaded().some(({ hasPending }) => hasPending)) this.commit();
    for (const segment of this.loaded()) this.drop(segment);
  }
}
