import type { Chunk, ChunkKey } from '../chunk';
import type { IndexedFile, StoredChunk } from '../searchStore';
import { type ChunkSet, ChunkTable } from './chunkTable';
import type { RecordReader, RecordWriter } from './records';

/** Numbers that say where a chunk lies: its index in the table, start, end, first and last line. */
const PLACE = 5;

interface CatalogFile extends IndexedFile {
  readonly number: number;
  readonly places: Int32Array;
}

/** What a record of the log says. */
enum Record {
  Chunk = 1,
  /** As `File`, from before the rules of chunking had a number. */
  UnnumberedFile = 2,
  Removed = 3,
  /** As `Moved`, of that time. */
  UnnumberedMove = 4,
  File = 5,
  Moved = 6,
}

/**
 * Which files are indexed, which chunks lie where in them, and which chunks were seen and lie nowhere now. Every change is written as a record
 * too, and the records applied again give the same catalog.
 */
export class Catalog {
  private readonly table = new ChunkTable();
  private readonly headings: (readonly string[])[] = [];
  /** In how many places each chunk lies. */
  private uses = new Int32Array(1024);
  private readonly byPath = new Map<string, CatalogFile>();
  private readonly byNumber = new Map<number, CatalogFile>();
  /** A file of each chunk, and of those that lie in several, the others. */
  private firstFile = new Int32Array(1024).fill(-1);
  private readonly otherFiles = new Map<number, Set<number>>();
  /** Chunks that lie nowhere, the longest unused first. */
  private readonly unusedChunks = new Set<number>();
  private readonly keyWords = new Uint32Array(4);
  private nextFile = 0;
  /** Strings that many files or chunks share are kept once. */
  private readonly interned = new Map<string, readonly string[]>();

  get files(): ReadonlyMap<string, IndexedFile> {
    return this.byPath;
  }

  /** Of chunks that lie somewhere. */
  get chunkCount(): number {
    return this.table.size - this.unusedChunks.size;
  }

  /** About what a snapshot takes: keys have 16 bytes, places some ten, and headings and paths differ. */
  get estimatedBytes(): number {
    return this.table.size * 35 + this.byPath.size * 120;
  }

  get unusedCount(): number {
    return this.unusedChunks.size;
  }

  /** The chunks that lie somewhere that passes. */
  chunksIn(passes: ((place: StoredChunk) => boolean) | undefined): ChunkSet {
    const members = new Uint8Array(this.table.size);
    if (passes === undefined)
      for (let index = 0; index < members.length; index++) members[index] = Math.min(1, this.uses[index]!);
    else
      for (const file of this.byPath.values())
        this.placesIn(file).forEach((place, at) => {
          const index = file.places[at * PLACE]!;
          if (members[index] === 0 && passes(place)) members[index] = 1;
        });
    return { table: this.table, members };
  }

  /** Files of which a chunk, by its number in the table, is one of those. */
  filesWith(isWanted: (table: ChunkTable, index: number) => boolean): IndexedFile[] {
    return [...this.byPath.values()].filter(({ places }) => {
      for (let at = 0; at < places.length; at += PLACE) if (isWanted(this.table, places[at]!)) return true;
      return false;
    });
  }

  /** Keys of chunks that lie nowhere, the longest unused first. */
  *unusedKeys(): Generator<ChunkKey> {
    for (const index of this.unusedChunks) yield this.table.keyOf(index);
  }

  /** All places of a chunk, by path. */
  placesOf(key: ChunkKey): readonly StoredChunk[] {
    const index = this.placedIndex(key);
    if (index < 0) return [];
    const numbers = [this.firstFile[index]!, ...(this.otherFiles.get(index) ?? [])];
    return numbers
      .map((number) => this.byNumber.get(number)!)
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .flatMap((file) => this.placesIn(file, index));
  }

  /** Whether a chunk lies somewhere. */
  isPlaced(key: ChunkKey): boolean {
    return this.placedIndex(key) >= 0;
  }

  /** The number of a chunk that lies somewhere; below 0 for others. */
  private placedIndex(key: ChunkKey): number {
    const index = this.table.indexOf(key);
    return index >= 0 && this.uses[index]! > 0 ? index : -1;
  }

  /** The chunks of a file, as they stand in it. */
  chunksOf(path: string): readonly StoredChunk[] {
    const file = this.byPath.get(path);
    return file === undefined ? [] : this.placesIn(file);
  }

  private placesIn(file: CatalogFile, only?: number): StoredChunk[] {
    const found: StoredChunk[] = [];
    for (let at = 0; at < file.places.length; at += PLACE) {
      const index = file.places[at]!;
      if (only !== undefined && index !== only) continue;
      found.push({
        key: this.table.keyOf(index),
        path: file.path,
        languageId: file.languageId,
        modifiedMs: file.modifiedMs,
        start: file.places[at + 1]!,
        end: file.places[at + 2]!,
        startLine: file.places[at + 3]!,
        endLine: file.places[at + 4]!,
        headings: this.headings[index]!,
      });
    }
    return found;
  }

  /** Puts a file and its chunks in place of what is there under its path, and writes the records of it. */
  put(file: IndexedFile, chunks: readonly Omit<Chunk, 'text'>[], log: RecordWriter): void {
    const places = new Int32Array(chunks.length * PLACE);
    chunks.forEach(({ key, headings, start, end, startLine, endLine }, position) => {
      if (this.table.indexOf(key) < 0) writeChunk(key, headings, log);
      places.set([this.addChunk(this.table.add(key), headings), start, end, startLine, endLine], position * PLACE);
    });
    log.count(Record.File);
    writeFile(file, log);
    writePlaces(places, log);
    this.setFile(file, places);
  }

  move(from: string, to: IndexedFile, log: RecordWriter): void {
    log.count(Record.Moved);
    log.text(from);
    writeFile(to, log);
    this.moveFile(from, to);
  }

  remove(path: string, log: RecordWriter): void {
    if (!this.byPath.has(path)) return;
    log.count(Record.Removed);
    log.text(path);
    this.removeFile(path);
  }

  /** Applies records; those of a catalog as it is now make it anew. */
  apply(records: RecordReader): void {
    while (!records.atEnd) {
      const kind = records.count() as Record;
      if (kind === Record.Chunk) this.addChunk(this.readKey(records), readHeadings(records));
      else if (kind === Record.File) this.setFile(readFile(records), readPlaces(records));
      else if (kind === Record.Moved) this.moveFile(records.text(), readFile(records));
      else if (kind === Record.UnnumberedFile) this.setFile(readUnnumberedFile(records), readPlaces(records));
      else if (kind === Record.UnnumberedMove) this.moveFile(records.text(), readUnnumberedFile(records));
      else if (kind === Record.Removed) this.removeFile(records.text());
      else throw new RangeError(`a record of the unknown kind ${kind}`);
    }
  }

  /**
   * Writes the whole catalog as records, in pieces of about a megabyte.
   * @param without chunks that lie nowhere and are forgotten
   */
  *snapshot(without: ReadonlySet<ChunkKey>, log: RecordWriter): Generator<Uint8Array> {
    // Numbers begin anew: what is forgotten leaves no gap.
    const numbers = new Int32Array(this.table.size).fill(-1);
    let next = 0;
    const keep = (index: number) => {
      const key = this.table.keyOf(index);
      if (without.has(key)) return;
      numbers[index] = next++;
      writeChunk(key, this.headings[index]!, log);
    };
    const flush = function* (force: boolean) {
      if (log.length < 1_000_000 && !force) return;
      yield log.written();
      log.clear();
    };
    for (const index of this.unusedChunks) keep(index);
    for (let index = 0; index < this.table.size; index++) {
      if (this.uses[index]! > 0) keep(index);
      yield* flush(false);
    }
    for (const file of this.byPath.values()) {
      log.count(Record.File);
      writeFile(file, log);
      const places = file.places.slice();
      for (let at = 0; at < places.length; at += PLACE) places[at] = numbers[places[at]!]!;
      writePlaces(places, log);
      yield* flush(false);
    }
    yield* flush(true);
  }

  /** The number in the table of a chunk whose key comes next: without a string for it, since there are 100,000 of them to read. */
  private readKey(records: RecordReader): number {
    const bytes = records.raw(16);
    for (let word = 0, at = 0; word < 4; word++, at += 4)
      this.keyWords[word] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    return this.table.addWords(this.keyWords, 0);
  }

  /** @param index of its key in the table, known or new */
  private addChunk(index: number, headings: readonly string[]): number {
    if (this.headings[index] !== undefined) return index;
    if (index >= this.uses.length) {
      this.uses = grown(this.uses, 0);
      this.firstFile = grown(this.firstFile, -1);
    }
    this.headings[index] = this.intern(headings);
    this.unusedChunks.add(index);
    return index;
  }

  private intern(headings: readonly string[]): readonly string[] {
    if (headings.length === 0) return noHeadings;
    const name = headings.join('\0');
    const known = this.interned.get(name);
    if (known !== undefined) return known;
    this.interned.set(name, headings);
    return headings;
  }

  private setFile(file: IndexedFile, places: Int32Array): void {
    const entry = { ...file, number: this.nextFile++, places };
    // The new places first: what stays in use is not unused in between, and keeps its rank among the unused.
    for (let at = 0; at < places.length; at += PLACE) this.use(places[at]!, entry.number);
    this.removeFile(file.path);
    this.byPath.set(file.path, entry);
    this.byNumber.set(entry.number, entry);
  }

  private moveFile(from: string, to: IndexedFile): void {
    const entry = this.byPath.get(from);
    if (entry === undefined) return;
    if (from !== to.path) this.removeFile(to.path);
    this.byPath.delete(from);
    const moved = { ...to, number: entry.number, places: entry.places };
    this.byPath.set(to.path, moved);
    this.byNumber.set(entry.number, moved);
  }

  private removeFile(path: string): void {
    const entry = this.byPath.get(path);
    if (entry === undefined) return;
    this.byPath.delete(path);
    this.byNumber.delete(entry.number);
    for (let at = 0; at < entry.places.length; at += PLACE) this.disuse(entry.places[at]!, entry.number);
  }

  private use(index: number, file: number): void {
    this.uses[index]!++;
    this.unusedChunks.delete(index);
    if (this.firstFile[index] === -1) this.firstFile[index] = file;
    else if (this.firstFile[index] !== file) {
      const others = this.otherFiles.get(index);
      if (others === undefined) this.otherFiles.set(index, new Set([file]));
      else others.add(file);
    }
  }

  private disuse(index: number, file: number): void {
    this.uses[index]!--;
    const others = this.otherFiles.get(index);
    if (this.firstFile[index] === file) {
      const [next] = others ?? [];
      this.firstFile[index] = next ?? -1;
      if (next !== undefined) others!.delete(next);
    } else others?.delete(file);
    if (others?.size === 0) this.otherFiles.delete(index);
    if (this.uses[index] === 0) this.unusedChunks.add(index);
  }
}

const noHeadings: readonly string[] = [];

const grown = (numbers: Int32Array, filling: number): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(numbers.length * 2).fill(filling);
  larger.set(numbers);
  return larger;
};

const writeChunk = (key: ChunkKey, headings: readonly string[], log: RecordWriter): void => {
  log.count(Record.Chunk);
  log.raw(Buffer.from(key, 'hex'));
  log.count(headings.length);
  for (const heading of headings) log.text(heading);
};

const readHeadings = (records: RecordReader): readonly string[] =>
  Array.from({ length: records.count() }, () => records.text());

const writeFile = (file: IndexedFile, log: RecordWriter): void => {
  log.text(file.path);
  log.text(file.contentHash);
  log.count(file.bytes);
  log.double(file.modifiedMs);
  log.text(file.languageId);
  log.count(file.chunkingVersion);
};

const readFile = (records: RecordReader): IndexedFile => ({
  ...readUnnumberedFile(records),
  chunkingVersion: records.count(),
});

const readUnnumberedFile = (records: RecordReader): IndexedFile => ({
  path: records.text(),
  contentHash: records.text(),
  bytes: records.count(),
  modifiedMs: records.double(),
  languageId: records.text(),
  chunkingVersion: 0,
});

/** Chunks of a file mostly follow one another: what is written is how far each number lies from the one before. */
const writePlaces = (places: Int32Array, log: RecordWriter): void => {
  log.count(places.length / PLACE);
  const before = new Int32Array(PLACE);
  places.forEach((value, at) => {
    const difference = value - before[at % PLACE]!;
    log.count(difference < 0 ? -2 * difference - 1 : 2 * difference);
    before[at % PLACE] = value;
  });
};

const readPlaces = (records: RecordReader): Int32Array => {
  const places = new Int32Array(records.count() * PLACE);
  for (let at = 0; at < places.length; at++) {
    const code = records.count();
    const difference = code % 2 === 1 ? -(code + 1) / 2 : code / 2;
    places[at] = (at < PLACE ? 0 : places[at - PLACE]!) + difference;
  }
  return places;
};
