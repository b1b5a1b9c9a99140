import { type ChunkSet, ChunkTable } from '../index/chunkTable';
import { type AllowedRows, RowMemory } from './rowMemory';
import { SEGMENT_ROWS } from './segmentFile';

/** Which chunk has which row of the memory. */
export class VectorRows {
  private table = new ChunkTable();
  private readonly keyWords = new Uint32Array(4);
  /** Of each chunk by its number, its row, or -1. */
  private rowOfChunk = new Int32Array(1024).fill(-1);
  /** Of each row, its chunk's number, or -1. */
  private chunkOfRow = new Int32Array(0);
  /** Of each row; a unit of its codes' low bits. */
  scales = new Float32Array(0);
  /** Rows by the numbers of another table, which is mostly the catalog's. */
  private followed = { table: new ChunkTable(), rows: new Int32Array(0), size: 0 };
  private allowedRows: (AllowedRows & { readonly members: Uint8Array }) | undefined;
  readonly memory: RowMemory;

  constructor(width: number) {
    this.memory = new RowMemory(width);
  }

  /** A region of the memory for the rows of a segment. */
  takeRegion(): number {
    const region = this.memory.takeRegion();
    const end = this.memory.regions * SEGMENT_ROWS;
    if (end > this.scales.length) {
      const scales = new Float32Array(end);
      scales.set(this.scales);
      this.scales = scales;
      const chunks = new Int32Array(end).fill(-1);
      chunks.set(this.chunkOfRow);
      this.chunkOfRow = chunks;
    }
    return region;
  }

  /** Its rows are nobody's any more. */
  freeRegion(region: number): void {
    for (let at = 0; at < SEGMENT_ROWS; at++) this.remove(region * SEGMENT_ROWS + at);
    this.memory.freeRegion(region);
  }

  /** The chunk's number here, a new one where it has none. */
  chunkNumber(key: Buffer): number {
    for (let word = 0; word < 4; word++) this.keyWords[word] = key.readUInt32BE(word * 4);
    return this.table.addWords(this.keyWords, 0);
  }

  /** The row of a chunk, or -1. */
  rowOf(chunk: number): number {
    return this.rowOfChunk[chunk] ?? -1;
  }

  rowOfKey(key: string): number {
    return this.rowOf(this.table.indexOf(key));
  }

  /** The chunk of a row, or -1. */
  chunkOf(row: number): number {
    return this.chunkOfRow[row]!;
  }

  keyOf(row: number): string {
    return this.table.keyOf(this.chunkOfRow[row]!);
  }

  put(chunk: number, row: number, scale: number): void {
    if (chunk >= this.rowOfChunk.length) {
      const grown = new Int32Array(Math.max(chunk + 1, this.rowOfChunk.length * 2)).fill(-1);
      grown.set(this.rowOfChunk);
      this.rowOfChunk = grown;
    }
    this.scales[row] = scale;
    this.chunkOfRow[row] = chunk;
    this.setRow(chunk, row);
  }

  /** The row has no chunk any more. */
  remove(row: number): void {
    const chunk = this.chunkOfRow[row]!;
    if (chunk < 0) return;
    this.chunkOfRow[row] = -1;
    if (this.rowOfChunk[chunk] === row) this.setRow(chunk, -1);
  }

  private setRow(chunk: number, row: number): void {
    this.rowOfChunk[chunk] = row;
    this.allowedRows = undefined;
    const index = this.followed.table.indexIn(this.table, chunk);
    if (index >= 0 && index < this.followed.size) this.followed.rows[index] = row;
  }

  /** Numbers only the chunks that have a row: those that were removed take no memory any more. */
  renumber(): void {
    const before = this.table;
    const table = new ChunkTable();
    const rows = new Int32Array(Math.max(1024, before.size)).fill(-1);
    for (let row = 0; row < this.chunkOfRow.length; row++) {
      const chunk = this.chunkOfRow[row]!;
      if (chunk < 0) continue;
      const number = table.add(before.keyOf(chunk));
      rows[number] = row;
      this.chunkOfRow[row] = number;
    }
    this.table = table;
    this.rowOfChunk = rows;
  }

  /** By the numbers of a table, the row of each of its chunks, or -1. It follows the table from then on, so that to ask again costs what is new. */
  rowsIn(table: ChunkTable): Int32Array {
    if (this.followed.table !== table) this.followed = { table, rows: new Int32Array(table.size), size: 0 };
    const { followed } = this;
    if (followed.rows.length < table.size) {
      const grown = new Int32Array(Math.max(table.size, followed.rows.length * 2));
      grown.set(followed.rows);
      followed.rows = grown;
    }
    for (; followed.size < table.size; followed.size++)
      followed.rows[followed.size] = this.rowOf(this.table.indexIn(table, followed.size));
    return followed.rows;
  }

  /** The rows of a set of chunks. */
  allowed({ table, members }: ChunkSet): AllowedRows {
    const rows = this.rowsIn(table);
    if (this.allowedRows?.members === members) return this.allowedRows;
    const flags = new Uint8Array(this.scales.length);
    let count = 0;
    for (let index = 0; index < Math.min(members.length, table.size); index++) {
      const row = rows[index]!;
      if (members[index] !== 1 || row < 0) continue;
      flags[row] = 1;
      count++;
    }
    this.allowedRows = { members, flags, count };
    return this.allowedRows;
  }
}
