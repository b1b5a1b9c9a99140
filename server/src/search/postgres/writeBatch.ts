import type { Chunk, ChunkKey } from '../chunk';
import type { Stem } from '../index/stemming';
import { headingWords } from '../query/headingWords';
import type { IndexedFile } from '../searchStore';
import { BinaryCopy } from './binaryCopy';
import { type ChunkTerms, chunkTerms } from './chunkTerms';
import type { SqlConnection, SqlDatabase } from './sqlDatabase';

/** What is to be written together. A path is named by one of the three, and once. */
export interface Batch {
  readonly puts: readonly { readonly file: IndexedFile; readonly chunks: readonly Chunk[] }[];
  readonly moves: readonly { readonly from: string; readonly to: IndexedFile }[];
  readonly removed: readonly string[];
}

export interface BatchTarget {
  readonly schema: string;
  /** Id of the row. */
  readonly source: number;
  readonly stem: Stem;
}

interface KnownChunk {
  readonly id: number;
  readonly key: string;
}

/** The store's lock for those that write: what is in use, and so the statistics, changes by one commit at a time. */
export const lockForWriting = async (connection: SqlConnection, schema: string): Promise<void> => {
  await connection.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`surprisal write ${schema}`]);
};

/**
 * Writes a batch in one transaction. Terms are counted before the lock is taken, of chunks that the store has not seen by then.
 * @returns how many chunks the store had not seen
 */
export const writeBatch = async (database: SqlDatabase, target: BatchTarget, batch: Batch): Promise<number> => {
  const chunks = new Map<ChunkKey, Chunk>();
  for (const put of batch.puts) for (const chunk of put.chunks) chunks.set(chunk.key, chunk);
  const keys = [...chunks.keys()];
  const counted = new Map<ChunkKey, ChunkTerms>();
  const count = (known: ReadonlyMap<ChunkKey, number>): void => {
    for (const [key, chunk] of chunks)
      if (!known.has(key) && !counted.has(key)) counted.set(key, chunkTerms(chunk, target.stem));
  };
  count(await knownChunks(database, target.schema, keys));
  return database.transaction(async (connection) => {
    await lockForWriting(connection, target.schema);
    const ids = new Map(await knownChunks(connection, target.schema, keys));
    // Some that were known may have been forgotten in between.
    count(ids);
    const added = keys.filter((key) => !ids.has(key));
    const numbers = await newIds(connection, `${target.schema}.chunk`, added.length);
    added.forEach((key, at) => {
      ids.set(key, numbers[at]!);
    });
    const uses = await changeFiles(connection, target, batch, ids);
    const isNew = new Set(numbers);
    await changeUses(
      connection,
      target.schema,
      [...uses].filter(([id]) => !isNew.has(id)),
    );
    await copyChunks(
      connection,
      target,
      added.map((key) => {
        const id = ids.get(key)!;
        return { id, chunk: chunks.get(key)!, terms: counted.get(key)!, uses: uses.get(id)! };
      }),
    );
    await copyFiles(connection, target, batch.puts, ids);
    return added.length;
  });
};

const knownChunks = async (
  connection: SqlConnection,
  schema: string,
  keys: readonly ChunkKey[],
): Promise<ReadonlyMap<ChunkKey, number>> => {
  if (keys.length === 0) return new Map();
  const rows = await connection.query<KnownChunk>(
    `SELECT id, replace(key::text, '-', '') AS key FROM ${schema}.chunk WHERE key = ANY($1::uuid[])`,
    [keys],
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
};

/** Takes ids of a table, ascending, before its rows are made. */
const newIds = async (connection: SqlConnection, table: string, count: number): Promise<readonly number[]> => {
  if (count === 0) return [];
  const rows = await connection.query<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence($1, 'id'))::integer AS id FROM generate_series(1, $2::integer)`,
    [table, count],
  );
  return rows.map(({ id }) => id).sort((a, b) => a - b);
};

/**
 * Takes away files that go or are written anew, and moves others.
 * @returns by how many each chunk's places become more or fewer, those of the batch's files included
 */
const changeFiles = async (
  connection: SqlConnection,
  { schema, source }: BatchTarget,
  { puts, moves, removed }: Batch,
  ids: ReadonlyMap<ChunkKey, number>,
): Promise<ReadonlyMap<number, number>> => {
  const there = new Set(
    (
      await connection.query<{ path: string }>(`SELECT path FROM ${schema}.file WHERE source = $1 AND path = ANY($2)`, [
        source,
        moves.map(({ from }) => from),
      ])
    ).map(({ path }) => path),
  );
  const moved = moves.filter(({ from }) => there.has(from));
  const gone = [
    ...removed,
    ...puts.map(({ file }) => file.path),
    ...moved.filter(({ from, to }) => from !== to.path).map(({ to }) => to.path),
  ];
  const uses = new Map<number, number>();
  const add = (id: number, change: number) => uses.set(id, (uses.get(id) ?? 0) + change);
  if (gone.length > 0) {
    const lost = await connection.query<{ chunk: number; places: number }>(
      `SELECT place.chunk, count(*)::integer AS places FROM ${schema}.file JOIN ${schema}.place ON place.file = file.id
       WHERE file.source = $1 AND file.path = ANY($2) GROUP BY place.chunk`,
      [source, gone],
    );
    for (const { chunk, places } of lost) add(chunk, -places);
    await connection.query(`DELETE FROM ${schema}.file WHERE source = $1 AND path = ANY($2)`, [source, gone]);
  }
  for (const { chunks } of puts) for (const { key } of chunks) add(ids.get(key)!, 1);
  if (moved.length > 0)
    await connection.query(
      `UPDATE ${schema}.file SET path = moved.path, content_hash = moved.content_hash, bytes = moved.bytes,
         modified_ms = moved.modified_ms, language_id = moved.language_id, chunking_version = moved.chunking_version
       FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::double precision[], $7::text[], $8::integer[])
         AS moved (before, path, content_hash, bytes, modified_ms, language_id, chunking_version)
       WHERE file.source = $1 AND file.path = moved.before`,
      [
        source,
        moved.map(({ from }) => from),
        moved.map(({ to }) => to.path),
        moved.map(({ to }) => to.contentHash),
        moved.map(({ to }) => to.bytes),
        moved.map(({ to }) => to.modifiedMs),
        moved.map(({ to }) => to.languageId),
        moved.map(({ to }) => to.chunkingVersion),
      ],
    );
  return uses;
};

/** Of chunks that are there: what comes into use or goes out of it changes the corpus. */
const changeUses = async (
  connection: SqlConnection,
  schema: string,
  changes: readonly (readonly [id: number, change: number])[],
): Promise<void> => {
  const real = changes.filter(([, change]) => change !== 0).sort(([a], [b]) => a - b);
  if (real.length === 0) return;
  await connection.query(
    `WITH changed AS (
       UPDATE ${schema}.chunk SET uses = uses + change.by, unused_since = CASE WHEN uses + change.by = 0 THEN now() END
       FROM unnest($1::integer[], $2::integer[]) AS change (id, by) WHERE chunk.id = change.id
       RETURNING chunk.length, (chunk.uses > 0)::integer - (chunk.uses - change.by > 0)::integer AS step
     )
     INSERT INTO ${schema}.corpus SELECT sum(step), sum(step * length) FROM changed HAVING bool_or(step <> 0)`,
    [real.map(([id]) => id), real.map(([, change]) => change)],
  );
};

interface AddedChunk {
  readonly id: number;
  readonly chunk: Chunk;
  readonly terms: ChunkTerms;
  readonly uses: number;
}

const copyChunks = async (
  connection: SqlConnection,
  { schema, stem }: BatchTarget,
  added: readonly AddedChunk[],
): Promise<void> => {
  if (added.length === 0) return;
  const rows = new BinaryCopy();
  const passages = new BinaryCopy();
  const lists = new Map<string, { readonly chunks: number[]; readonly weights: number[] }>();
  let length = 0;
  for (const { id, chunk, terms, uses } of added) {
    length += terms.length;
    rows.row(5);
    rows.integer(id);
    rows.uuid(chunk.key);
    rows.integer(terms.length);
    rows.double(terms.norm);
    rows.integer(uses);
    passages.row(4);
    passages.integer(id);
    passages.texts(chunk.headings);
    passages.text(headingWords(chunk.headings));
    passages.text(chunk.text);
    for (const [term, count] of terms.counts) {
      const list = lists.get(term) ?? { chunks: [], weights: [] };
      lists.set(term, list);
      list.chunks.push(id);
      list.weights.push(terms.length * 256 + count);
    }
  }
  await connection.copyIn(`${schema}.chunk (id, key, length, norm, uses)`, rows.written());
  await connection.copyIn(`${schema}.passage (chunk, headings, heading_words, body)`, passages.written());
  const postings = new BinaryCopy();
  for (const term of [...lists.keys()].sort()) {
    const { chunks, weights } = lists.get(term)!;
    postings.row(4);
    postings.text(stem(term));
    postings.text(term);
    postings.integers(chunks);
    postings.integers(weights);
  }
  await connection.copyIn(`${schema}.posting (stem, term, chunks, weights)`, postings.written());
  await connection.query(`INSERT INTO ${schema}.corpus VALUES ($1, $2)`, [added.length, length]);
};

const copyFiles = async (
  connection: SqlConnection,
  { schema, source }: BatchTarget,
  puts: Batch['puts'],
  ids: ReadonlyMap<ChunkKey, number>,
): Promise<void> => {
  if (puts.length === 0) return;
  const numbers = await newIds(connection, `${schema}.file`, puts.length);
  const files = new BinaryCopy();
  const places = new BinaryCopy();
  puts.forEach(({ file, chunks }, at) => {
    files.row(8);
    files.integer(numbers[at]!);
    files.integer(source);
    files.text(file.path);
    files.text(file.contentHash);
    files.bigint(file.bytes);
    files.double(file.modifiedMs);
    files.text(file.languageId);
    files.integer(file.chunkingVersion);
    chunks.forEach((chunk, position) => {
      places.row(7);
      places.integer(numbers[at]!);
      places.integer(position);
      places.integer(ids.get(chunk.key)!);
      places.integer(chunk.start);
      places.integer(chunk.end);
      places.integer(chunk.startLine);
      places.integer(chunk.endLine);
    });
  });
  await connection.copyIn(
    `${schema}.file (id, source, path, content_hash, bytes, modified_ms, language_id, chunking_version)`,
    files.written(),
  );
  await connection.copyIn(
    `${schema}.place (file, position, chunk, start_offset, end_offset, start_line, end_line)`,
    places.written(),
  );
};
