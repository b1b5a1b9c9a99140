import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunk, ChunkKey } from '../chunk';
import type {
  AskedTerms,
  ChunkFilter,
  IndexedFile,
  LexicalMode,
  SearchStore,
  StoredChunk,
  StoreHit,
  StoreState,
} from '../searchStore';
import { Catalog } from './catalog';
import { compileFilter } from './chunkFilter';
import type { ChunkSet } from './chunkTable';
import { FrameLog } from './frameLog';
import type { PairSearch, SimilarPairs, TermIndex, VectorPart } from './indexParts';
import { RecordReader, RecordWriter } from './records';

export interface LocalStoreParts {
  readonly terms: TermIndex;
  readonly vectors?: VectorPart | undefined;
  /** The text of a chunk from its file; undefined where it is not there any more. */
  readText(chunk: StoredChunk): Promise<string | undefined>;
}

/** Chunks that lie nowhere are kept, so that a switch of branches and back costs nothing, until there are so many more than those in use. */
const mostUnused = (used: number): number => used + 10_000;

/** Vectors come slowly, and what a commit writes waits for the disk. */
const vectorCommitMs = 5000;

const mostSets = 8;

/** What is said of a file whose terms were lost, so that a run reads it again. */
const unknownContent = { contentHash: '', modifiedMs: -1 };

/** A log this many times the size of what it says is written anew. */
const mostStaleness = 3;

/**
 * An index in a folder: the catalog, and the indexes by terms and by vectors beside it. Terms are committed before the catalog that refers to
 * them. A process killed in between leaves chunks that no file has, which no search shows and the next run does not add twice.
 */
export class LocalStore implements SearchStore {
  private catalog = new Catalog();
  private readonly log: FrameLog;
  private readonly records = new RecordWriter();
  private compactBytes = 0;
  /** Whether the catalog has changed since the terms were told which chunks are in use. */
  private usesChanged = true;
  /** The chunks that filters let through, as long as the catalog stays as it is: a query is asked again with each letter. */
  private readonly sets = new Map<string, ChunkSet>();
  /** Terms may have been damaged on the disk since the catalog was written. */
  private mayLackTerms = true;
  private vectorsCommitted = performance.now();
  /** Chunks that were put since the last commit and not seen before. */
  private unseen = 0;

  private constructor(
    folder: string,
    private readonly parts: LocalStoreParts,
  ) {
    this.log = new FrameLog(join(folder, 'catalog'));
  }

  /**
   * @param folder made where it is not there
   * @throws IndexFormatError
   */
  static open(folder: string, parts: LocalStoreParts): LocalStore {
    mkdirSync(folder, { recursive: true });
    const store = new LocalStore(folder, parts);
    store.readLog();
    return store;
  }

  private readLog(): void {
    this.mayLackTerms = true;
    this.log.read(
      () => {
        this.catalog = new Catalog();
      },
      (payload) => this.catalog.apply(new RecordReader(payload)),
    );
    // How long it was when it was last written anew is known to who wrote it.
    if (this.compactBytes === 0) this.compactBytes = this.catalog.estimatedBytes;
  }

  /** Sees what another process has committed since. */
  async refresh(): Promise<void> {
    await this.parts.terms.refresh();
    await this.parts.vectors?.refresh();
    this.readLog();
    this.catalogChanged();
  }

  async files(): Promise<ReadonlyMap<string, IndexedFile>> {
    if (this.mayLackTerms) {
      const lacking = this.catalog.filesWith((table, index) => !this.parts.terms.hasIn(table, index));
      if (lacking.length > 0) {
        const files = new Map(this.catalog.files);
        for (const file of lacking) files.set(file.path, { ...file, ...unknownContent });
        return files;
      }
      this.mayLackTerms = false;
    }
    return this.catalog.files;
  }

  async keysIn(paths: readonly string[]): Promise<readonly ChunkKey[]> {
    return [...new Set(paths.flatMap((path) => this.catalog.chunksOf(path).map(({ key }) => key)))];
  }

  async countPlaced(keys: readonly ChunkKey[]): Promise<number> {
    return keys.filter((key) => this.catalog.isPlaced(key)).length;
  }

  async putFile(file: IndexedFile, chunks: readonly Chunk[]): Promise<void> {
    const seen = new Set<ChunkKey>();
    const added = chunks.filter(({ key }) => {
      if (seen.has(key) || this.parts.terms.has(key)) return false;
      seen.add(key);
      return true;
    });
    this.parts.terms.add(added);
    this.catalogChanged();
    this.catalog.put(file, chunks, this.records);
    this.unseen += added.length;
  }

  async moveFile(from: string, to: IndexedFile): Promise<void> {
    this.catalog.move(from, to, this.records);
    this.catalogChanged();
  }

  /** The chunks of a file, as they stand in it. */
  chunksOf(path: string): readonly StoredChunk[] {
    return this.catalog.chunksOf(path);
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.catalog.remove(path, this.records);
    this.catalogChanged();
  }

  async commit(): Promise<number> {
    await this.parts.terms.commit();
    if (this.records.length > 0) this.log.append(this.records.written());
    this.records.clear();
    await this.commitVectors();
    if (this.catalog.unusedCount > mostUnused(this.catalog.chunkCount)) await this.forgetUnused();
    else if (this.log.bytes > mostStaleness * this.compactBytes + 1_000_000) this.rewrite(new Set());
    const { unseen } = this;
    this.unseen = 0;
    return unseen;
  }

  /** The half of the unused chunks that has been unused for longest goes. */
  private async forgetUnused(): Promise<void> {
    const forgotten = [...this.catalog.unusedKeys()].slice(0, Math.ceil(this.catalog.unusedCount / 2));
    this.rewrite(new Set(forgotten));
    this.parts.terms.remove(forgotten);
    await this.parts.terms.commit();
    this.parts.vectors?.remove(forgotten);
    await this.commitVectors();
  }

  private async commitVectors(): Promise<void> {
    await this.parts.vectors?.commit();
    this.vectorsCommitted = performance.now();
  }

  private rewrite(without: ReadonlySet<ChunkKey>): void {
    this.log.replace(this.catalog.snapshot(without, new RecordWriter()));
    this.compactBytes = this.log.bytes;
    // Numbers have changed: it is read as a reader would.
    const written = new FrameLog(this.log.path);
    const catalog = new Catalog();
    written.read(
      () => {},
      (payload) => catalog.apply(new RecordReader(payload)),
    );
    this.catalog = catalog;
    this.catalogChanged();
  }

  private catalogChanged(): void {
    this.usesChanged = true;
    this.sets.clear();
  }

  async withoutVectors(limit: number): Promise<readonly ChunkKey[]> {
    const missing: ChunkKey[] = [];
    if (this.parts.vectors === undefined) return missing;
    const { table, members } = this.chunksIn();
    const rows = this.parts.vectors.rowsOf(table);
    for (let index = 0; index < members.length && missing.length < limit; index++)
      if (members[index] === 1 && rows[index]! < 0) missing.push(table.keyOf(index));
    return missing;
  }

  async putVectors(keys: readonly ChunkKey[], vectors: Float32Array): Promise<void> {
    this.parts.vectors?.add(keys, vectors);
    if (performance.now() - this.vectorsCommitted > vectorCommitMs) await this.commitVectors();
  }

  async byTerms(
    query: AskedTerms,
    mode: LexicalMode,
    count: number,
    filter?: ChunkFilter,
  ): Promise<readonly StoreHit[]> {
    const passes = compileFilter(filter);
    const accepts = passes && ((key: ChunkKey) => this.catalog.placesOf(key).some(passes));
    return this.termsInUse().search(query, mode, count, accepts);
  }

  async termScores(query: AskedTerms, mode: LexicalMode, keys: readonly ChunkKey[]): Promise<readonly number[]> {
    return this.termsInUse().scoresOf(query, mode, keys);
  }

  private termsInUse(): TermIndex {
    if (this.usesChanged) this.parts.terms.use(this.chunksIn());
    this.usesChanged = false;
    return this.parts.terms;
  }

  async byVector(vector: Float32Array, count: number, filter?: ChunkFilter): Promise<readonly StoreHit[]> {
    return this.parts.vectors?.search(vector, count, this.chunksIn(filter)) ?? [];
  }

  async similarTo(key: ChunkKey, count: number, filter?: ChunkFilter): Promise<readonly StoreHit[] | undefined> {
    return this.parts.vectors?.similarTo(key, count, this.chunksIn(filter));
  }

  async similarities(vector: Float32Array, keys: readonly ChunkKey[]): Promise<readonly (number | undefined)[]> {
    return this.parts.vectors?.similarities(vector, keys) ?? keys.map(() => undefined);
  }

  /** A chunk's vector; undefined where it has none. */
  vectorOf(key: ChunkKey): Float32Array | undefined {
    return this.parts.vectors?.vectorOf(key);
  }

  /** Chunks in use that nearly say the same, by their vectors. @throws the signal's reason */
  async similarPairs(options: PairSearch, filter?: ChunkFilter): Promise<SimilarPairs> {
    return (await this.parts.vectors?.similarPairs(this.chunksIn(filter), options)) ?? { pairs: [], compared: 1 };
  }

  private chunksIn(filter: ChunkFilter = {}): ChunkSet {
    const name = JSON.stringify(filter);
    const known = this.sets.get(name);
    if (known !== undefined) return known;
    if (this.sets.size >= mostSets) this.sets.clear();
    const set = this.catalog.chunksIn(compileFilter(filter));
    this.sets.set(name, set);
    return set;
  }

  async places(keys: readonly ChunkKey[]): Promise<ReadonlyMap<ChunkKey, readonly StoredChunk[]>> {
    return new Map(keys.map((key) => [key, this.catalog.placesOf(key)]));
  }

  text(chunk: StoredChunk): Promise<string | undefined> {
    return this.parts.readText(chunk);
  }

  async state(): Promise<StoreState> {
    return { files: this.catalog.files.size, chunks: this.catalog.chunkCount, embedded: this.embeddedCount() };
  }

  private embeddedCount(): number {
    if (this.parts.vectors === undefined) return 0;
    const { table, members } = this.chunksIn();
    const rows = this.parts.vectors.rowsOf(table);
    return members.reduce((count, member, index) => (member === 1 && rows[index]! >= 0 ? count + 1 : count), 0);
  }

  async close(): Promise<void> {
    await this.parts.terms.close();
    await this.parts.vectors?.close();
  }
}
