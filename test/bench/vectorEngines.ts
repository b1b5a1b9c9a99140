import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ChunkSet, ChunkTable } from '../../server/src/search/index/chunkTable';
import { VectorIndex } from '../../server/src/search/vectors/vectorIndex';

/** An exact search by cosine similarity over rows of float32, of length 1. */
export interface VectorEngine {
  /** Takes rows `first` and on; they follow one another. */
  add(first: number, vectors: Float32Array): Promise<void>;
  /** All is there. What queries need of the disk is left in `folder`. */
  finish(): Promise<void>;
  /** Numbers of the best rows. */
  query(vector: Float32Array, count: number): Promise<readonly number[]>;
}

export type OpenEngine = (folder: string, dimensions: number) => Promise<VectorEngine>;

export const rowKey = (row: number): string => row.toString(16).padStart(8, '0').repeat(4);

/** All rows, as a store hands them to its index. */
export const allRows = (count: number): ChunkSet => {
  const table = new ChunkTable();
  for (let row = 0; row < count; row++) table.add(rowKey(row));
  return { table, members: new Uint8Array(count).fill(1) };
};

export const ownSpace = (dimensions: number) => ({ embedder: 'bench', dimensions });

const own: OpenEngine = async (folder, dimensions) => {
  const index = VectorIndex.open(folder, ownSpace(dimensions));
  let rows = 0;
  let all: ChunkSet | undefined;
  return {
    add: async (first, vectors) => {
      const count = vectors.length / dimensions;
      index.add(
        Array.from({ length: count }, (_, at) => rowKey(first + at)),
        vectors,
      );
      rows = first + count;
    },
    finish: () => index.commit(),
    query: async (vector, count) => {
      all ??= allRows(rows);
      return index.search(vector, count, all).map(({ key }) => Number.parseInt(key.slice(0, 8), 16));
    },
  };
};

const installed = join(import.meta.dirname, 'peers', 'node_modules');

/** Loads a module of the peers' own manifest: their types are not ours to depend on. */
const load = async <Type>(path: string): Promise<Type> =>
  (await import(pathToFileURL(join(installed, path)).href)) as Type;

interface SqliteStatement {
  run(...values: unknown[]): void;
  all(...values: unknown[]): readonly { readonly rowid: number }[];
}

interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  transaction(run: () => void): () => void;
}

const sqliteVec: OpenEngine = async (folder, dimensions) => {
  const { default: Database } = await load<{ default: new (path: string) => Sqlite }>('better-sqlite3/lib/index.js');
  const { load: extend } = await load<{ load(database: Sqlite): void }>('sqlite-vec/index.mjs');
  const database = new Database(join(folder, 'vectors.db'));
  extend(database);
  database.exec(`create virtual table v using vec0(embedding float[${dimensions}] distance_metric=cosine)`);
  const insert = database.prepare('insert into v(rowid, embedding) values (?, ?)');
  const select = database.prepare('select rowid from v where embedding match ? and k = ? order by distance');
  const bytes = (vector: Float32Array) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return {
    add: async (first, vectors) =>
      database.transaction(() => {
        for (let at = 0; at * dimensions < vectors.length; at++)
          insert.run(BigInt(first + at), bytes(vectors.subarray(at * dimensions, (at + 1) * dimensions)));
      })(),
    finish: async () => {},
    query: async (vector, count) => select.all(bytes(vector), count).map(({ rowid }) => rowid),
  };
};

interface LanceTable {
  add(rows: readonly object[]): Promise<void>;
  vectorSearch(vector: Float32Array): LanceQuery;
}

interface LanceQuery {
  distanceType(type: string): LanceQuery;
  select(columns: readonly string[]): LanceQuery;
  limit(count: number): LanceQuery;
  toArray(): Promise<readonly { readonly id: number }[]>;
}

const lance: OpenEngine = async (folder, dimensions) => {
  const { connect } = await load<{
    connect(path: string): Promise<{ createTable(name: string, rows: readonly object[]): Promise<LanceTable> }>;
  }>('@lancedb/lancedb/dist/index.js');
  const database = await connect(join(folder, 'lance'));
  let table: LanceTable | undefined;
  return {
    add: async (first, vectors) => {
      const rows = Array.from({ length: vectors.length / dimensions }, (_, at) => ({
        id: first + at,
        vector: vectors.slice(at * dimensions, (at + 1) * dimensions),
      }));
      if (table === undefined) table = await database.createTable('v', rows);
      else await table.add(rows);
    },
    finish: async () => {},
    query: async (vector, count) =>
      (await table!.vectorSearch(vector).distanceType('cosine').select(['id', '_distance']).limit(count).toArray()).map(
        ({ id }) => id,
      ),
  };
};

interface OramaLibrary {
  create(options: object): object;
  insertMultiple(database: object, rows: readonly object[], batch: number): Promise<unknown>;
  searchVector(database: object, options: object): Promise<{ readonly hits: readonly { readonly id: string }[] }>;
}

const orama: OpenEngine = async (_, dimensions) => {
  const { create, insertMultiple, searchVector } = await load<OramaLibrary>('@orama/orama/dist/esm/index.js');
  const database = create({ schema: { embedding: `vector[${dimensions}]` } });
  return {
    add: async (first, vectors) => {
      const rows = Array.from({ length: vectors.length / dimensions }, (_, at) => ({
        id: String(first + at),
        embedding: Array.from(vectors.subarray(at * dimensions, (at + 1) * dimensions)),
      }));
      await insertMultiple(database, rows, 1000);
    },
    finish: async () => {},
    query: async (vector, count) => {
      const options = {
        mode: 'vector',
        vector: { value: vector, property: 'embedding' },
        similarity: -1,
        limit: count,
      };
      return (await searchVector(database, options)).hits.map(({ id }) => Number(id));
    },
  };
};

/** Engines by name, with the module that each needs; ours needs none. */
export const vectorEngines: Readonly<Record<string, { readonly open: OpenEngine; readonly needs?: string }>> = {
  Surprisal: { open: own },
  'sqlite-vec': { open: sqliteVec, needs: 'sqlite-vec' },
  'LanceDB, flat': { open: lance, needs: '@lancedb/lancedb' },
  Orama: { open: orama, needs: '@orama/orama' },
};

export const isInstalled = (name: string): boolean => {
  const { needs } = vectorEngines[name]!;
  return needs === undefined || existsSync(join(installed, needs));
};

/** An engine in a folder that is made for it. */
export const openEngine = (name: string, folder: string, dimensions: number): Promise<VectorEngine> => {
  mkdirSync(folder, { recursive: true });
  return vectorEngines[name]!.open(folder, dimensions);
};
