import type { ChunkKey } from '../chunk';
import type { Stem } from '../index/stemming';
import { termWeights } from '../index/termWeights';
import type { AskedTerms, ChunkFilter, LexicalMode, StoreHit } from '../searchStore';
import { mostCount } from './chunkTerms';
import { filterCondition, SqlValues } from './filterSql';
import type { SqlConnection } from './sqlDatabase';

export interface TermQuery {
  readonly query: AskedTerms;
  readonly mode: LexicalMode;
  readonly count: number;
  readonly filter: ChunkFilter;
  /** Only these chunks are ranked; what counts of the others' terms stays. */
  readonly among?: readonly ChunkKey[];
  readonly stem: Stem;
  readonly k1: number;
  readonly b: number;
}

/** Scores are added up in units of 1e-12: the sum is the same in whatever order the server adds, so that equal scores are equal. */
const fixedPoint = 1e12;

/**
 * Ranks by terms as a local index does, with the same numbers: BM25 (Robertson and Zaragoza 2009) with Lucene's idf, SMART's lnc.ltn, or how many terms are there.
 * How many chunks hold a term is counted in each query, among chunks in use, so it is right whatever others write meanwhile.
 */
export const rankByTerms = async (
  database: SqlConnection,
  schema: string,
  { query, mode, count, filter, among, stem, k1, b }: TermQuery,
): Promise<readonly StoreHit[]> => {
  const weights = termWeights(query, mode, stem);
  const terms = [...weights.keys()];
  if (terms.length === 0 || count < 1) return [];
  const values = new SqlValues();
  const boosts = values.add([...weights.values()]);
  const asked =
    mode === 'exact'
      ? `unnest(${values.add(terms.map(stem))}::text[], ${values.add(terms)}::text[]) WITH ORDINALITY AS asked (stem, term, ordinal)`
      : `unnest(${values.add(terms)}::text[]) WITH ORDINALITY AS asked (stem, ordinal)`;
  const weight = weightOf(mode, k1, b, values);
  const conditions = [
    filterCondition(filter, 'scored.chunk', schema, values),
    among && `scored.chunk IN (SELECT id FROM ${schema}.chunk WHERE key = ANY(${values.add(among)}::uuid[]))`,
  ].filter((condition) => condition !== undefined);
  const limit = values.add(count);
  const rows = await database.query<{ key: string; score: number }>(
    `WITH entry AS MATERIALIZED (
       SELECT asked.ordinal, listed.chunk, least(${mostCount}, sum(listed.weight & ${mostCount})) AS count, min(listed.weight >> 8) AS length
       FROM ${asked} JOIN ${schema}.posting USING (${mode === 'exact' ? 'stem, term' : 'stem'}),
         unnest(posting.chunks, posting.weights) AS listed (chunk, weight)
       WHERE listed.chunk NOT IN (SELECT id FROM ${schema}.chunk WHERE uses = 0)
       GROUP BY asked.ordinal, listed.chunk
     ), corpus AS MATERIALIZED (
       SELECT sum(chunks)::double precision AS chunks, sum(length)::double precision AS length FROM ${schema}.corpus
     ), frequency AS MATERIALIZED (
       SELECT ordinal, (${boosts}::double precision[])[ordinal] * ln(1 + (corpus.chunks - count(*)::double precision + 0.5) / (count(*)::double precision + 0.5)) AS idf
       FROM entry, corpus GROUP BY ordinal, corpus.chunks
     ), scored AS (
       SELECT entry.chunk, sum((${weight} * ${fixedPoint})::bigint)::double precision / ${fixedPoint} AS score
       FROM entry JOIN frequency USING (ordinal) CROSS JOIN corpus${mode === 'tfidf' ? ` JOIN ${schema}.chunk ON chunk.id = entry.chunk` : ''}
       GROUP BY entry.chunk
     ), best AS (
       SELECT scored.chunk, score FROM scored ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
       ORDER BY score DESC FETCH FIRST (${limit}::bigint) ROWS WITH TIES
     )
     SELECT chunk.key, best.score FROM best JOIN ${schema}.chunk ON chunk.id = best.chunk
     ORDER BY best.score DESC, chunk.key LIMIT ${limit}::bigint`,
    values.values,
  );
  return rows.map(({ key, score }) => ({ key: key.replaceAll('-', ''), score }));
};

const weightOf = (mode: LexicalMode, k1: number, b: number, values: SqlValues): string => {
  if (mode === 'exact') return '1::double precision';
  if (mode === 'tfidf') return '(1 + ln(entry.count::double precision)) / chunk.norm * frequency.idf';
  const saturation = `${values.add(k1)}::double precision`;
  const share = `${values.add(b)}::double precision`;
  const length = 'entry.length / (corpus.length / corpus.chunks)';
  return `frequency.idf * entry.count * (${saturation} + 1)
    / (entry.count + ${saturation} * (1 - ${share} + ${share} * ${length}))`;
};
