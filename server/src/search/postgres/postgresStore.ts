import { type StemmerChoice, stemmerChoices } from '../../configuration/searchSettings';
import type { Chunk, ChunkKey } from '../chunk';
import { type Stem, stemmerOf } from '../index/stemming';
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
import type { VectorSpace } from '../vectors/vectorManifest';
import { forgetUnused, mergePostings } from './maintenance';
import { checkVersion, migrate, readFormat, type StoreFormat } from './schema';
import type { SqlDatabase } from './sqlDatabase';
import { StoreError } from './storeError';
import { rankByTerms } from './termRanking';
import { type GraphSettings, VectorTable } from './vectorTable';
import { type Batch, writeBatch } from './writeBatch';

export interface PostgresStoreOptions {
  readonly schema: string;
  /** Whose files are written, and seen by `files`, `state` and `withoutVectors`; without one the store is only searched, in all of it. */
  readonly source?: string;
  /** Of what is written. A store that is only searched has its own. */
  readonly stemmer: StemmerChoice;
  readonly k1: number;
  readonly b: number;
  /** Absent where there are no vectors. */
  readonly vectors?: VectorSpace | undefined;
}

/** So many passages in hand are written without waiting for `commit`: they take some megabytes, and a second of the server's. */
const mostInHand = 4000;

/** Who only searches asks for the state with each query, and to count a million vectors takes longer than to find the nearest. */
const countedForMs = 60_000;

/** An index in PostgreSQL, of many folders by many indexers at once. What they have in common is there once. */
export class PostgresStore implements SearchStore {
  private puts: { file: IndexedFile; chunks: readonly Chunk[] }[] = [];
  private moves: { from: string; to: IndexedFile }[] = [];
  private removed: string[] = [];
  private readonly touched = new Set<string>();
  private chunksInHand = 0;
  /** Of batches that were written before `commit`. */
  private unseen = 0;
  private readonly stem: Stem;
  private vectorTable: VectorTable | undefined;
  private counted: { readonly state: StoreState; readonly atMs: number } | undefined;
  /** Texts of the passages whose places were asked for last: they come with them, and are what is asked for next. */
  private texts: ReadonlyMap<ChunkKey, string> = new Map();

  private constructor(
    private readonly database: SqlDatabase,
    private readonly options: PostgresStoreOptions,
    /** Whose endings the store's terms have lost. */
    readonly stemmer: StemmerChoice,
    /** Id of the source's row. */
    private readonly source: number | undefined,
  ) {
    this.stem = stemmerOf(stemmer);
  }

  /**
   * With a source, makes tables and source where they are not there.
   * @throws StoreError
   */
  static async open(database: SqlDatabase, options: PostgresStoreOptions): Promise<PostgresStore> {
    const { schema, source, stemmer } = options;
    const format =
      source === undefined ? await presentFormat(database, schema) : await migrate(database, schema, stemmer);
    const used = stemmerIn(format);
    if (source !== undefined && used !== stemmer)
      throw new StoreError(
        `the store takes the endings of ${used} off words, not of ${stemmer}; set search.stemmer alike, or name another schema`,
      );
    const id = source === undefined ? undefined : await sourceId(database, schema, source);
    return new PostgresStore(database, options, used, id);
  }

  async files(): Promise<ReadonlyMap<string, IndexedFile>> {
    const rows = await this.database.query<IndexedFile>(
      `SELECT path, content_hash AS "contentHash", bytes::double precision AS bytes, modified_ms AS "modifiedMs", language_id AS "languageId",
         chunking_version AS "chunkingVersion"
       FROM ${this.options.schema}.file WHERE source = $1`,
      [this.writtenSource()],
    );
    return new Map(rows.map((file) => [file.path, file]));
  }

  async keysIn(paths: readonly string[]): Promise<readonly ChunkKey[]> {
    const { schema } = this.options;
    const rows = await this.database.query<{ key: ChunkKey }>(
      `SELECT DISTINCT replace(chunk.key::text, '-', '') AS key
       FROM ${schema}.file JOIN ${schema}.place ON place.file = file.id JOIN ${schema}.chunk ON chunk.id = place.chunk
       WHERE file.source = $1 AND file.path = ANY($2)`,
      [this.writtenSource(), paths],
    );
    return rows.map(({ key }) => key);
  }

  /** In files of its own source. */
  async countPlaced(keys: readonly ChunkKey[]): Promise<number> {
    const { schema } = this.options;
    const [row] = await this.database.query<{ placed: number }>(
      `SELECT count(DISTINCT chunk.id)::integer AS placed
       FROM ${schema}.chunk JOIN ${schema}.place ON place.chunk = chunk.id JOIN ${schema}.file ON file.id = place.file
       WHERE chunk.key = ANY($1::uuid[]) AND file.source = $2`,
      [keys, this.writtenSource()],
    );
    return row!.placed;
  }

  async putFile(file: IndexedFile, chunks: readonly Chunk[]): Promise<void> {
    await this.touch(file.path);
    this.puts.push({ file, chunks });
    this.chunksInHand += chunks.length;
    if (this.chunksInHand >= mostInHand) await this.write();
  }

  async moveFile(from: string, to: IndexedFile): Promise<void> {
    await this.touch(from, to.path);
    this.moves.push({ from, to });
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.touch(path);
      this.removed.push(path);
    }
  }

  /** A batch names a path once, so that its order does not matter. */
  private async touch(...paths: readonly string[]): Promise<void> {
    if (paths.some((path) => this.touched.has(path))) await this.write();
    for (const path of paths) this.touched.add(path);
  }

  async commit(): Promise<number> {
    await this.write();
    const { unseen } = this;
    this.unseen = 0;
    return unseen;
  }

  /** What is in hand stays there where the server cannot be reached: the next commit takes it along. */
  private async write(): Promise<void> {
    if (this.touched.size === 0) return;
    const { schema } = this.options;
    const target = { schema, source: this.writtenSource(), stem: this.stem };
    const batch: Batch = { puts: this.puts, moves: this.moves, removed: this.removed };
    this.unseen += await writeBatch(this.database, target, batch);
    this.puts = [];
    this.moves = [];
    this.removed = [];
    this.touched.clear();
    this.chunksInHand = 0;
    await forgetUnused(this.database, schema, this.stem);
    await mergePostings(this.database, schema);
  }

  private writtenSource(): number {
    if (this.source === undefined) throw new Error('a store that was opened without a source is only searched');
    return this.source;
  }

  async withoutVectors(limit: number): Promise<readonly ChunkKey[]> {
    if (this.options.vectors === undefined) return [];
    const table = await this.madeVectors();
    return table.missing(limit, this.source);
  }

  async putVectors(keys: readonly ChunkKey[], vectors: Float32Array): Promise<void> {
    if (this.options.vectors === undefined) return;
    await (await this.madeVectors()).put(keys, vectors);
  }

  private async vectors(): Promise<VectorTable | undefined> {
    const { schema, vectors } = this.options;
    if (vectors === undefined) return undefined;
    this.vectorTable ??= await VectorTable.find(this.database, schema, vectors);
    return this.vectorTable;
  }

  private async madeVectors(): Promise<VectorTable> {
    const { schema, vectors } = this.options;
    this.vectorTable = (await this.vectors()) ?? (await VectorTable.make(this.database, schema, vectors!));
    return this.vectorTable;
  }

  /** Makes the index of vectors, where there are so many that it pays and it is not there. Takes minutes for a million. */
  async indexVectors(settings: GraphSettings = {}): Promise<void> {
    const table = await this.vectors();
    if (table !== undefined && (await table.wantsGraph())) await table.makeGraph(settings);
  }

  byTerms(query: AskedTerms, mode: LexicalMode, count: number, filter: ChunkFilter = {}): Promise<readonly StoreHit[]> {
    const { schema, k1, b } = this.options;
    return rankByTerms(this.database, schema, { query, mode, count, filter, stem: this.stem, k1, b });
  }

  async termScores(query: AskedTerms, mode: LexicalMode, keys: readonly ChunkKey[]): Promise<readonly number[]> {
    const { schema, k1, b } = this.options;
    const asked = { query, mode, count: keys.length, filter: {}, among: keys, stem: this.stem, k1, b };
    const scores = new Map((await rankByTerms(this.database, schema, asked)).map(({ key, score }) => [key, score]));
    return keys.map((key) => scores.get(key) ?? 0);
  }

  async byVector(vector: Float32Array, count: number, filter: ChunkFilter = {}): Promise<readonly StoreHit[]> {
    return (await this.vectors())?.nearest(vector, count, filter) ?? [];
  }

  async similarTo(key: ChunkKey, count: number, filter: ChunkFilter = {}): Promise<readonly StoreHit[] | undefined> {
    const table = await this.vectors();
    const vector = await table?.vectorOf(key);
    if (table === undefined || vector === undefined) return undefined;
    const nearest = await table.nearest(vector, count + 1, filter);
    return nearest.filter((hit) => hit.key !== key).slice(0, count);
  }

  async similarities(vector: Float32Array, keys: readonly ChunkKey[]): Promise<readonly (number | undefined)[]> {
    return (await this.vectors())?.similarities(vector, keys) ?? keys.map(() => undefined);
  }

  async places(keys: readonly ChunkKey[]): Promise<ReadonlyMap<ChunkKey, readonly StoredChunk[]>> {
    const { schema } = this.options;
    const rows = await this.database.query<StoredChunk & { body: string }>(
      `SELECT replace(chunk.key::text, '-', '') AS key, source.name AS source, file.path, file.language_id AS "languageId", file.modified_ms AS "modifiedMs",
         place.start_offset AS start, place.end_offset AS end, place.start_line AS "startLine", place.end_line AS "endLine", passage.headings, passage.body
       FROM ${schema}.chunk JOIN ${schema}.passage ON passage.chunk = chunk.id JOIN ${schema}.place ON place.chunk = chunk.id
         JOIN ${schema}.file ON file.id = place.file JOIN ${schema}.source ON source.id = file.source
       WHERE chunk.key = ANY($1::uuid[]) ORDER BY source.name, file.path, place.position`,
      [keys],
    );
    const places = new Map<ChunkKey, StoredChunk[]>(keys.map((key) => [key, []]));
    this.texts = new Map(rows.map(({ key, body }) => [key, body]));
    for (const { body: _, ...place } of rows) places.get(place.key)!.push(place);
    return places;
  }

  /** As it was when it was indexed: the store has the texts themselves. */
  async text({ key }: StoredChunk): Promise<string | undefined> {
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const { schema } = this.options;
    const [row] = await this.database.query<{ body: string }>(
      `SELECT body FROM ${schema}.chunk JOIN ${schema}.passage ON passage.chunk = chunk.id WHERE chunk.key = $1 AND chunk.uses > 0`,
      [key],
    );
    return row?.body;
  }

  /** Of a store that is only searched it may be a minute old. */
  async state(): Promise<StoreState> {
    const now = performance.now();
    const isKnown = this.counted !== undefined && this.source === undefined && now - this.counted.atMs < countedForMs;
    if (!isKnown) this.counted = { state: await this.count(), atMs: now };
    return this.counted!.state;
  }

  private async count(): Promise<StoreState> {
    const { schema } = this.options;
    const [row] = await this.database.query<{ files: number; chunks: number }>(
      this.source === undefined
        ? `SELECT (SELECT count(*)::integer FROM ${schema}.file) AS files, (SELECT coalesce(sum(chunks), 0)::integer FROM ${schema}.corpus) AS chunks`
        : `SELECT (SELECT count(*)::integer FROM ${schema}.file WHERE source = $1) AS files,
             (SELECT count(DISTINCT place.chunk)::integer FROM ${schema}.place JOIN ${schema}.file ON file.id = place.file WHERE file.source = $1) AS chunks`,
      this.source === undefined ? [] : [this.source],
    );
    const embedded = (await (await this.vectors())?.count(this.source)) ?? 0;
    return { ...row!, embedded };
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}

const presentFormat = async (database: SqlDatabase, schema: string): Promise<StoreFormat> => {
  const format = await readFormat(database, schema);
  if (format === undefined)
    throw new StoreError(`the database has no index in its schema ${schema}; make one with surprisal index --store`);
  checkVersion(format);
  return format;
};

/** @throws StoreError where only a newer version knows it */
const stemmerIn = ({ stemmer }: StoreFormat): StemmerChoice => {
  const known = stemmerChoices.find((choice) => choice === stemmer);
  if (known === undefined)
    throw new StoreError(
      `the store takes the endings of ${stemmer} off words, which this Surprisal cannot; update Surprisal`,
    );
  return known;
};

const sourceId = async (database: SqlDatabase, schema: string, name: string): Promise<number> => {
  await database.query(`INSERT INTO ${schema}.source (name) VALUES ($1) ON CONFLICT (name) DO NOTHING`, [name]);
  const [row] = await database.query<{ id: number }>(`SELECT id FROM ${schema}.source WHERE name = $1`, [name]);
  return row!.id;
};
