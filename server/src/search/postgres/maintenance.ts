import type { Stem } from '../index/stemming';
import { chunkTerms } from './chunkTerms';
import type { SqlConnection, SqlDatabase } from './sqlDatabase';
import { lockForWriting } from './writeBatch';

/** Chunks that lie nowhere are kept, so that a switch of branches and back costs nothing, until there are so many more than those in use. */
const mostUnused = (used: number): number => used + 10_000;

/** At most so many go at a time: what is written meanwhile waits. */
const mostForgotten = 10_000;

/** Small pieces of a term's postings that are merged when there are so many. */
const mostPieces = 64;
/** A piece with more postings is left as it is. */
const largePiece = 4096;

/**
 * Forgets the chunks that have been unused for longest, where there are too many. Their terms tell in which postings they are.
 * @returns how many
 */
export const forgetUnused = async (
  database: SqlDatabase,
  schema: string,
  stem: Stem,
  most: (used: number) => number = mostUnused,
): Promise<number> => {
  const [state] = await database.query<{ unused: number; used: number }>(
    `SELECT (SELECT count(*)::integer FROM ${schema}.chunk WHERE uses = 0) AS unused, (SELECT coalesce(sum(chunks), 0)::integer FROM ${schema}.corpus) AS used`,
  );
  if (state!.unused <= most(state!.used)) return 0;
  return database.transaction(async (connection) => {
    await lockForWriting(connection, schema);
    const forgotten = await connection.query<{ id: number; headings: readonly string[]; text: string }>(
      `SELECT chunk.id, passage.headings, passage.body AS text FROM ${schema}.chunk JOIN ${schema}.passage ON passage.chunk = chunk.id
       WHERE uses = 0 ORDER BY unused_since, chunk.id LIMIT $1`,
      [Math.min(mostForgotten, Math.ceil(state!.unused / 2))],
    );
    const terms = new Set(forgotten.flatMap((chunk) => [...chunkTerms(chunk, stem).counts.keys()]));
    const ids = forgotten.map(({ id }) => id);
    await rewritePostings(connection, schema, [...terms], stem, ids);
    await connection.query(`DELETE FROM ${schema}.chunk WHERE id = ANY($1)`, [ids]);
    return forgotten.length;
  });
};

/** Of each term one piece, without these chunks. */
const rewritePostings = async (
  connection: SqlConnection,
  schema: string,
  terms: readonly string[],
  stem: Stem,
  without: readonly number[],
): Promise<void> => {
  await connection.query(
    `WITH old AS (
       DELETE FROM ${schema}.posting USING unnest($1::text[], $2::text[]) AS named (stem, term)
       WHERE posting.stem = named.stem AND posting.term = named.term RETURNING posting.*
     )
     INSERT INTO ${schema}.posting
     SELECT old.stem, old.term, array_agg(chunk ORDER BY chunk), array_agg(weight ORDER BY chunk)
     FROM old, unnest(old.chunks, old.weights) AS listed (chunk, weight)
     WHERE chunk NOT IN (SELECT unnest($3::integer[])) GROUP BY old.stem, old.term`,
    [terms.map(stem), terms, without],
  );
};

/**
 * Merges small pieces of postings where a term has many, and the changes of the corpus into one, once in a hundred commits. What is read meanwhile
 * sees the old rows or the new ones.
 */
export const mergePostings = async (database: SqlDatabase, schema: string, commits = 100): Promise<void> => {
  const [corpus] = await database.query<{ rows: number }>(`SELECT count(*)::integer AS rows FROM ${schema}.corpus`);
  if (corpus!.rows < commits) return;
  await database.transaction(async (connection) => {
    await lockForWriting(connection, schema);
    await connection.query(
      `WITH small AS (
         SELECT stem, term FROM ${schema}.posting WHERE cardinality(chunks) < ${largePiece} GROUP BY stem, term HAVING count(*) >= ${mostPieces}
       ), old AS (
         DELETE FROM ${schema}.posting USING small
         WHERE posting.stem = small.stem AND posting.term = small.term AND cardinality(posting.chunks) < ${largePiece} RETURNING posting.*
       )
       INSERT INTO ${schema}.posting
       SELECT old.stem, old.term, array_agg(chunk ORDER BY chunk), array_agg(weight ORDER BY chunk)
       FROM old, unnest(old.chunks, old.weights) AS listed (chunk, weight) GROUP BY old.stem, old.term`,
    );
    await connection.query(
      `WITH old AS (DELETE FROM ${schema}.corpus RETURNING chunks, length) INSERT INTO ${schema}.corpus SELECT sum(chunks), sum(length) FROM old`,
    );
  });
};
