import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { lowBytesOf } from './rowCodes';

/** Rows of a segment at most: 10 MB with 384 dimensions, which is what a compaction writes at a time. */
export const SEGMENT_ROWS = 16_384;

/** "SRPV" and the version of the format. */
const MAGIC = 0x56505253;
const VERSION = 2;
const HEADER = 16;

/** Where the parts of a row lie in it: the chunk's key, the scale, high bytes, low bits, CRC-32 of all before. */
export class RowLayout {
  static readonly key = 0;
  static readonly scale = 16;
  static readonly high = 20;
  readonly low: number;
  readonly checksum: number;
  readonly bytes: number;

  constructor(readonly width: number) {
    this.low = RowLayout.high + width;
    this.checksum = this.low + lowBytesOf(width);
    this.bytes = this.checksum + 4;
  }

  /** Writes the checksum of a row that is otherwise complete. */
  seal(row: Buffer): void {
    row.writeUInt32LE(crc32(row.subarray(0, this.checksum)), this.checksum);
  }

  isWhole(row: Buffer): boolean {
    return crc32(row.subarray(0, this.checksum)) === row.readUInt32LE(this.checksum);
  }
}

/**
 * A file of rows of one size. Each row has a checksum of its own and a place of its own, so a damaged one is lost by itself, and what a killed process left half
 * written is written over by the next row.
 */
export class SegmentFile {
  private constructor(
    readonly path: string,
    private readonly descriptor: number,
    private readonly layout: RowLayout,
  ) {}

  /** Undefined where there is no such file, or none that is a segment of such rows. */
  static open(path: string, layout: RowLayout): SegmentFile | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const header = Buffer.alloc(HEADER);
    readSync(descriptor, header, 0, HEADER, 0);
    if (header.equals(headerOf(layout))) return new SegmentFile(path, descriptor, layout);
    closeSync(descriptor);
    return undefined;
  }

  static create(path: string, layout: RowLayout): SegmentFile {
    writeFileSync(path, headerOf(layout), { flag: 'wx' });
    return new SegmentFile(path, openSync(path, 'r'), layout);
  }

  /** How many whole rows there may be: each is to be checked. */
  get rows(): number {
    const { size } = fstatSync(this.descriptor);
    return Math.min(SEGMENT_ROWS, Math.max(0, Math.floor((size - HEADER) / this.layout.bytes)));
  }

  /** Calls for each of the rows from `start` to before `end`. The buffer is good until the next call. */
  read(start: number, end: number, visit: (row: Buffer, at: number) => void): void {
    const { bytes } = this.layout;
    const atATime = Math.max(1, Math.floor(1_000_000 / bytes));
    const buffer = Buffer.alloc(Math.min(atATime, end - start) * bytes);
    for (let first = start; first < end; first += atATime) {
      const count = Math.min(atATime, end - first);
      this.readExactly(buffer.subarray(0, count * bytes), first * bytes);
      for (let row = 0; row < count; row++) visit(buffer.subarray(row * bytes, (row + 1) * bytes), first + row);
    }
  }

  /** Reads the low bits of a row. */
  readLow(row: number, into: Uint8Array): void {
    this.readExactly(into, row * this.layout.bytes + this.layout.low);
  }

  /** Puts rows, one after the other, from `start` on; on the disk when this returns. Only the one writer may. */
  write(start: number, rows: Uint8Array): void {
    const from = HEADER + start * this.layout.bytes;
    const descriptor = openSync(this.path, 'r+');
    try {
      for (let written = 0; written < rows.length; )
        written += writeSync(descriptor, rows, written, rows.length - written, from + written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** What lies beyond the end of the file stays zero, which no checksum fits. */
  private readExactly(into: Uint8Array, offset: number): void {
    into.fill(0);
    for (let read = 0; read < into.length; ) {
      const count = readSync(this.descriptor, into, read, into.length - read, HEADER + offset + read);
      if (count === 0) return;
      read += count;
    }
  }
}

const headerOf = (layout: RowLayout): Buffer => {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(VERSION, 4);
  header.writeUInt32LE(layout.width, 8);
  return header;
};
