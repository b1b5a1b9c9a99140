import { type RowLayout, SEGMENT_ROWS, type SegmentFile } from './segmentFile';

/** A segment that is loaded: its file, the rows that are not written yet, and which of its rows were removed. */
export class Segment {
  /** Rows that have a place, whether or not they are whole. */
  rows = 0;
  /** Rows of those that are in the file. */
  private written = 0;
  private pending = Buffer.alloc(0);
  /** Rows whose checksum was wrong when they were last read. A writer may have been at work on them. */
  readonly damaged = new Set<number>();

  /**
   * @param region of the memory
   * @param removed one bit for each row
   */
  constructor(
    readonly name: string,
    readonly file: SegmentFile,
    readonly region: number,
    readonly removed: Uint8Array,
    private readonly layout: RowLayout,
  ) {}

  get isFull(): boolean {
    return this.rows >= SEGMENT_ROWS;
  }

  get hasPending(): boolean {
    return this.rows > this.written;
  }

  /** The number of the row at a place. */
  rowAt(place: number): number {
    return this.region * SEGMENT_ROWS + place;
  }

  isRemoved(place: number): boolean {
    return (this.removed[place >> 3]! & (1 << (place & 7))) !== 0;
  }

  setRemoved(place: number): void {
    this.removed[place >> 3]! |= 1 << (place & 7);
  }

  /** Calls for each whole row of the file that was not seen yet. */
  readNew(visit: (row: Buffer, place: number) => void): void {
    const check = (row: Buffer, place: number): void => {
      if (this.isRemoved(place)) return;
      if (this.layout.isWhole(row)) visit(row, place);
      else this.damaged.add(place);
    };
    const before = [...this.damaged];
    this.damaged.clear();
    for (const place of before) this.file.read(place, place + 1, check);
    const end = this.file.rows;
    this.file.read(this.rows, end, check);
    this.rows = end;
    this.written = end;
  }

  /** Room for a row at the next place, to be filled and sealed before it is committed. */
  append(): Buffer {
    const { bytes } = this.layout;
    const start = (this.rows - this.written) * bytes;
    if (start === this.pending.length) {
      const grown = Buffer.alloc(Math.max(64 * bytes, this.pending.length * 2));
      grown.set(this.pending);
      this.pending = grown;
    }
    this.rows++;
    return this.pending.subarray(start, start + bytes);
  }

  /** Writes what is pending; on the disk when this returns. */
  write(): void {
    if (!this.hasPending) return;
    this.file.write(this.written, this.pending.subarray(0, (this.rows - this.written) * this.layout.bytes));
    this.written = this.rows;
    this.pending = Buffer.alloc(0);
  }

  /** Reads a row's low bits. */
  low(place: number, into: Uint8Array): void {
    if (place < this.written) {
      this.file.readLow(place, into);
      return;
    }
    const start = (place - this.written) * this.layout.bytes + this.layout.low;
    into.set(this.pending.subarray(start, start + into.length));
  }
}
