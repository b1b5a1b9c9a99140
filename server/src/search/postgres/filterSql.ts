import picomatch from 'picomatch';
import { globExpression } from '../../configuration/globs';
import { headingPattern } from '../query/headingWords';
import type { ChunkFilter } from '../searchStore';
import { storable } from './binaryCopy';

/** Values of a statement, which stand in it as `$1`, `$2` and so on. */
export class SqlValues {
  readonly values: unknown[] = [];

  /** Adds a value. @returns what stands for it */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The part of paths that a glob names without wildcards, so that an index of paths can be looked up. */
const fixedStart = (glob: string): string => {
  const { base, negated } = picomatch.scan(glob.replace(/^\.?\//, ''));
  return negated || !glob.includes('/') || glob.includes('\\') ? '' : base;
};

/** picomatch's regular expressions need nothing that PostgreSQL's have not. */
const matches = (glob: string, values: SqlValues): string => {
  const start = fixedStart(glob);
  const expression = `file.path ~ ${values.add(globExpression(glob).source)}`;
  return start === '' ? expression : `(starts_with(file.path, ${values.add(start)}) AND ${expression})`;
};

/**
 * A condition that a chunk lies at a place which a filter lets through; undefined where it lets all through.
 * @param chunk the SQL of the chunk's id
 */
export const filterCondition = (
  filter: ChunkFilter,
  chunk: string,
  schema: string,
  values: SqlValues,
): string | undefined => {
  const conditions = placeConditions(filter, schema, values);
  if (filter.heading !== undefined) {
    const heading = values.add(storable(headingPattern(filter.heading)));
    conditions.push(
      `EXISTS (SELECT FROM ${schema}.passage WHERE passage.chunk = place.chunk AND strpos(passage.heading_words, ${heading}) > 0)`,
    );
  }
  if (conditions.length === 0) return undefined;
  return `EXISTS (SELECT FROM ${schema}.place JOIN ${schema}.file ON file.id = place.file
    WHERE place.chunk = ${chunk} AND ${conditions.join(' AND ')})`;
};

const placeConditions = (filter: ChunkFilter, schema: string, values: SqlValues): string[] => {
  const { paths = [], languages, sources, modifiedAfterMs, modifiedBeforeMs } = filter;
  const conditions: string[] = [];
  const wanted = paths.filter((glob) => !glob.startsWith('!'));
  if (wanted.length > 0) conditions.push(`(${wanted.map((glob) => matches(glob, values)).join(' OR ')})`);
  for (const glob of paths) if (glob.startsWith('!')) conditions.push(`NOT ${matches(glob.slice(1), values)}`);
  if (languages !== undefined) conditions.push(`file.language_id = ANY(${values.add(languages)}::text[])`);
  if (sources !== undefined)
    conditions.push(
      `file.source IN (SELECT id FROM ${schema}.source WHERE source.name = ANY(${values.add(sources)}::text[]))`,
    );
  if (modifiedAfterMs !== undefined)
    conditions.push(`file.modified_ms > ${values.add(modifiedAfterMs)}::double precision`);
  if (modifiedBeforeMs !== undefined)
    conditions.push(`file.modified_ms < ${values.add(modifiedBeforeMs)}::double precision`);
  return conditions;
};
