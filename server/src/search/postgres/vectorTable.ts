import type { ChunkKey } from '../chunk';
import type { ChunkFilter, StoreHit } from '../searchStore';
import type { VectorSpace } from '../vectors/vectorManifest';
import { BinaryCopy } from './binaryCopy';
import { filterCondition, SqlValues } from './filterSql';
import type { SqlConnection, SqlDatabase } from './sqlDatabase';
import { StoreError } from './storeError';

/** pgvector as a server has it. Its types and operators lie in the schema that it was made in. */
interface Extension {
  readonly schema: string;
  /** Half precision where it can be indexed, from 0.7 on: half the memory, and no difference in what is found (measured in server/docs/postgresql.md). */
  readonly element: 'halfvec' | 'vector';
}

/** Hierarchical navigable small worlds (Malkov and Yashunin 2016). */
export interface GraphSettings {
  /** Neighbours a node keeps in each layer. */
  readonly m?: number;
  /** Candidates that are looked at when a node is put in. */
  readonly efConstruction?: number;
  /** As `maintenance_work_mem` takes it, the server's own unless it is said: what the graph should fit into while it is made. */
  readonly memory?: string | undefined;
}

/** Candidates that a query looks at, at least; pgvector takes 1,000 at most. */
const usualCandidates = 100;
const mostCandidates = 1000;

/** With fewer vectors all are compared: that takes some milliseconds, and misses none. */
export const fewestIndexed = 10_000;

/** The vectors of one embedder, of length 1. */
export class VectorTable {
  private constructor(
    private readonly database: SqlDatabase,
    private readonly schema: string,
    private readonly extension: Extension,
    private readonly name: string,
    readonly space: VectorSpace,
  ) {}

  /** Undefined where there are no vectors of this embedder yet. @throws StoreError */
  static async find(database: SqlDatabase, schema: string, space: VectorSpace): Promise<VectorTable | undefined> {
    const [row] = await database.query<{ id: number; dimensions: number; element: Extension['element'] }>(
      `SELECT id, dimensions, element FROM ${schema}.embedder WHERE name = $1`,
      [space.embedder],
    );
    if (row === undefined) return undefined;
    if (row.dimensions !== space.dimensions)
      throw new StoreError(
        `the store's vectors of ${space.embedder} have ${row.dimensions} dimensions, not ${space.dimensions}`,
      );
    const extension = await findExtension(database);
    if (extension === undefined) throw new StoreError('the database had pgvector, and has it no more');
    return new VectorTable(
      database,
      schema,
      { ...extension, element: row.element },
      `${schema}.vector_${row.id}`,
      space,
    );
  }

  /** @throws StoreError where the server has no pgvector, or this role may not make tables */
  static async make(database: SqlDatabase, schema: string, space: VectorSpace): Promise<VectorTable> {
    const extension = (await findExtension(database)) ?? (await createExtension(database));
    await database.transaction(async (connection) => {
      await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`surprisal vectors ${schema}`]);
      const [row] = await connection.query<{ id: number }>(
        `INSERT INTO ${schema}.embedder (name, dimensions, element) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO NOTHING RETURNING id`,
        [space.embedder, space.dimensions, extension.element],
      );
      if (row === undefined) return;
      await connection.query(
        `CREATE TABLE ${schema}.vector_${row.id} (
           chunk integer PRIMARY KEY REFERENCES ${schema}.chunk ON DELETE CASCADE,
           embedding ${extension.schema}.${extension.element}(${space.dimensions}) NOT NULL
         )`,
      );
    });
    return (await VectorTable.find(database, schema, space))!;
  }

  /**
   * Puts vectors of chunks that the store knows, one row a key; what has one already keeps it.
   * @throws RangeError where the rows are of another length, or hold what is no finite number
   */
  async put(keys: readonly ChunkKey[], vectors: Float32Array): Promise<void> {
    const { dimensions } = this.space;
    if (vectors.length !== keys.length * dimensions)
      throw new RangeError(`${keys.length} vectors of ${dimensions} numbers have not ${vectors.length}`);
    if (!vectors.every(Number.isFinite)) throw new RangeError('a vector holds what is no finite number');
    const rows = new BinaryCopy();
    keys.forEach((key, at) => {
      rows.row(2);
      rows.uuid(key);
      rows.vector(unit(vectors.subarray(at * dimensions, (at + 1) * dimensions)));
    });
    await this.database.transaction(async (connection) => {
      await connection.query(
        `CREATE TEMPORARY TABLE IF NOT EXISTS surprisal_vector (key uuid NOT NULL, embedding ${this.extension.schema}.vector NOT NULL)
         ON COMMIT DELETE ROWS`,
      );
      await connection.copyIn('surprisal_vector (key, embedding)', rows.written());
      await connection.query(
        `INSERT INTO ${this.name} SELECT chunk.id, surprisal_vector.embedding FROM surprisal_vector JOIN ${this.schema}.chunk USING (key)
         ORDER BY chunk.id ON CONFLICT (chunk) DO NOTHING`,
      );
    });
  }

  /** Keys of chunks in use without a vector; of one source where it is named. */
  async missing(limit: number, source: number | undefined): Promise<readonly ChunkKey[]> {
    const inSource = `AND EXISTS (SELECT FROM ${this.schema}.place JOIN ${this.schema}.file ON file.id = place.file
      WHERE place.chunk = chunk.id AND file.source = $2)`;
    const rows = await this.database.query<{ key: ChunkKey }>(
      `SELECT replace(key::text, '-', '') AS key FROM ${this.schema}.chunk
       WHERE uses > 0 AND NOT EXISTS (SELECT FROM ${this.name} WHERE chunk = chunk.id) ${source === undefined ? '' : inSource}
       ORDER BY chunk.id LIMIT $1`,
      source === undefined ? [limit] : [limit, source],
    );
    return rows.map(({ key }) => key);
  }

  /** How many chunks in use have a vector; of one source where it is named. */
  async count(source: number | undefined): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      source === undefined
        ? `SELECT count(*)::integer AS count FROM ${this.name} AS vector JOIN ${this.schema}.chunk ON chunk.id = vector.chunk WHERE chunk.uses > 0`
        : `SELECT count(DISTINCT vector.chunk)::integer AS count FROM ${this.name} AS vector JOIN ${this.schema}.place USING (chunk)
           JOIN ${this.schema}.file ON file.id = place.file WHERE file.source = $1`,
      source === undefined ? [] : [source],
    );
    return row!.count;
  }

  /**
   * The best by cosine similarity. An index knows neither filters nor which chunks are in use, so more is asked of it than is wanted, and if that does not
   * do, all that pass are compared.
   */
  async nearest(vector: Float32Array, count: number, filter: ChunkFilter): Promise<readonly StoreHit[]> {
    if (count < 1) return [];
    const isFiltered = filterCondition(filter, 'chunk.id', this.schema, new SqlValues()) !== undefined;
    const candidates = [
      ...(isFiltered ? [] : [Math.max(usualCandidates, count + 10)]),
      ...(count <= mostCandidates ? [mostCandidates] : []),
    ];
    for (const wanted of candidates) {
      const hits = await this.database.transaction(async (connection) => {
        await connection.query(`SET LOCAL hnsw.ef_search = ${Math.min(wanted, mostCandidates)}`);
        return this.ranked(connection, vector, count, filter, wanted);
      });
      if (hits.length >= count) return hits;
    }
    return this.ranked(this.database, vector, count, filter);
  }

  /** @param among how many of the nearest are looked at; all that pass, where it is not said */
  private async ranked(
    connection: SqlConnection,
    vector: Float32Array,
    count: number,
    filter: ChunkFilter,
    among?: number,
  ): Promise<readonly StoreHit[]> {
    const values = new SqlValues();
    const distance = this.distanceTo(vector, values);
    const condition = filterCondition(filter, 'chunk.id', this.schema, values);
    // Materialized: an index that is asked for an order would be asked for all.
    const near =
      among === undefined
        ? `SELECT chunk, ${distance} AS distance FROM ${this.name}`
        : `SELECT chunk, ${distance} AS distance FROM ${this.name} ORDER BY ${distance} LIMIT ${values.add(among)}::bigint`;
    const rows = await connection.query<{ key: ChunkKey; score: number }>(
      `WITH near AS MATERIALIZED (${near})
       SELECT replace(chunk.key::text, '-', '') AS key, -near.distance AS score FROM near JOIN ${this.schema}.chunk ON chunk.id = near.chunk
       WHERE chunk.uses > 0 ${condition === undefined ? '' : `AND ${condition}`}
       ORDER BY near.distance, chunk.key LIMIT ${values.add(count)}::bigint`,
      values.values,
    );
    return rows;
  }

  /** The vector of a chunk; undefined where it has none. */
  async vectorOf(key: ChunkKey): Promise<Float32Array | undefined> {
    const [row] = await this.database.query<{ embedding: string }>(
      `SELECT embedding::text FROM ${this.name} JOIN ${this.schema}.chunk ON chunk.id = chunk WHERE chunk.key = $1`,
      [key],
    );
    return row === undefined ? undefined : Float32Array.from(JSON.parse(row.embedding) as number[]);
  }

  /** Of each key the cosine similarity; undefined where it has no vector. */
  async similarities(vector: Float32Array, keys: readonly ChunkKey[]): Promise<readonly (number | undefined)[]> {
    const values = new SqlValues();
    const distance = this.distanceTo(vector, values);
    const rows = await this.database.query<{ key: ChunkKey; score: number }>(
      `SELECT replace(chunk.key::text, '-', '') AS key, -(${distance}) AS score FROM ${this.schema}.chunk JOIN ${this.name} AS vector ON vector.chunk = chunk.id
       WHERE chunk.key = ANY(${values.add(keys)}::uuid[])`,
      values.values,
    );
    const scores = new Map(rows.map(({ key, score }) => [key, score]));
    return keys.map((key) => scores.get(key));
  }

  /** The negative inner product: of vectors of length 1 the cosine. */
  private distanceTo(vector: Float32Array, values: SqlValues): string {
    const { schema, element } = this.extension;
    return `embedding OPERATOR(${schema}.<#>) ${values.add(`[${unit(vector).join(',')}]`)}::${schema}.${element}`;
  }

  /** Whether there are so many vectors, and no index of them, that a query compares with all. */
  async wantsGraph(): Promise<boolean> {
    const [row] = await this.database.query<{ indexed: boolean; many: boolean }>(
      `SELECT to_regclass($1) IS NOT NULL AS indexed,
         (SELECT count(*) FROM (SELECT FROM ${this.name} LIMIT ${fewestIndexed}) AS counted) >= ${fewestIndexed} AS many`,
      [`${this.name}_graph`],
    );
    return !row!.indexed && row!.many;
  }

  /** Makes the index. Made after a load it takes a fraction of the time that it would to add one by one; queries go on meanwhile. */
  async makeGraph({ m = 16, efConstruction = 64, memory }: GraphSettings = {}): Promise<void> {
    const { schema, element } = this.extension;
    await this.database.transaction(async (connection) => {
      await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`surprisal graph ${this.name}`]);
      if (memory !== undefined) await connection.query("SELECT set_config('maintenance_work_mem', $1, true)", [memory]);
      await connection.query(
        `CREATE INDEX IF NOT EXISTS ${this.name.slice(this.schema.length + 1)}_graph ON ${this.name}
         USING hnsw (embedding ${schema}.${element}_ip_ops) WITH (m = ${m}, ef_construction = ${efConstruction})`,
      );
    });
  }
}

const findExtension = async (database: SqlConnection): Promise<Extension | undefined> => {
  const [row] = await database.query<{ schema: string; version: string }>(
    `SELECT quote_ident(nspname) AS schema, extversion AS version FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
     WHERE extname = 'vector'`,
  );
  if (row === undefined) return undefined;
  const [major = 0, minor = 0] = row.version.split('.').map(Number);
  return { schema: row.schema, element: major > 0 || minor >= 7 ? 'halfvec' : 'vector' };
};

const createExtension = async (database: SqlDatabase): Promise<Extension> => {
  try {
    await database.query('CREATE EXTENSION IF NOT EXISTS vector');
  } catch (error) {
    throw new StoreError(
      'the database has no pgvector, so terms are kept and vectors are not; let an administrator run CREATE EXTENSION vector there, or say --embedding-model none',
      { cause: error },
    );
  }
  return (await findExtension(database))!;
};

/** At length 1, so that inner products are cosines. */
const unit = (vector: Float32Array): Float32Array => {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return length === 0 ? vector : vector.map((value) => value / length);
};
