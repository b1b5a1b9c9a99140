import type { ChunkFilter } from '../searchStore';
import { dayBounds } from './dayBounds';
import { wholeWords } from './wholeWords';

/** What somebody asks for, taken apart. */
export interface ParsedQuery {
  /** Words and phrases without marks and filters, as they were written: what terms and the embedding are made of. */
  readonly text: string;
  readonly filter: ChunkFilter;
  /** Whether `holds` can refuse anything, so that more candidates than hits are needed. */
  readonly selective: boolean;
  /** Whether a passage, its headings included, has every quoted phrase and nothing that was excluded. Case and the kind of white space are ignored. */
  holds(passage: string, headings: readonly string[]): boolean;
}

/** A query that cannot be understood; its message is one line for who typed it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const longestQuery = 10_000;
/** A mark of exclusion, a filter's name, then a quotation or a word. `--flag`, `a:b` and `C:\x` are words. */
const piece = /(-(?!-))?((?:path|lang|heading|modified):)?(?:"([^"]*)(")?|(\S*))/giuy;

interface MutableFilter {
  paths: string[];
  languages: string[];
  heading?: string;
  modifiedAfterMs?: number;
  modifiedBeforeMs?: number;
}

/**
 * Reads a query: words, `"quoted phrases"`, `-word` and `-"phrase"` for what a passage must not hold, and filters: `path:docs/**`, `-path:*.min.js`,
 * `lang:typescript,python`, `heading:"Getting started"`, `modified:>2026-01-01` (also `>=`, `<`, `<=` and a day alone; days of the local time zone).
 * @throws QueryError
 */
export const parseQuery = (query: string): ParsedQuery => {
  if (query.length > longestQuery)
    throw new QueryError(`a query has at most ${longestQuery} characters, this one has ${query.length}`);
  const words: string[] = [];
  const required: string[] = [];
  const excluded: string[] = [];
  const filter: MutableFilter = { paths: [], languages: [] };
  for (const found of piecesOf(query)) {
    if (found.filter !== undefined) addFilter(filter, found.filter, found.value, found.excluded);
    else if (found.excluded) excluded.push(found.value);
    else {
      words.push(found.value);
      if (found.quoted) required.push(found.value);
    }
  }
  if (words.length === 0) throw new QueryError('a query needs a word or a phrase to look for');
  const wanted = required.map(wholeWords);
  const unwanted = excluded.map(wholeWords);
  return {
    text: words.join(' '),
    filter: withoutEmpty(filter),
    selective: wanted.length + unwanted.length > 0,
    holds: (passage, headings) => {
      const isIn = (pattern: RegExp) => pattern.test(passage) || headings.some((heading) => pattern.test(heading));
      return wanted.every(isIn) && !unwanted.some(isIn);
    },
  };
};

interface Piece {
  readonly excluded: boolean;
  readonly filter: string | undefined;
  readonly value: string;
  readonly quoted: boolean;
}

function* piecesOf(query: string): Generator<Piece> {
  const space = /\s*/uy;
  for (let at = 0; ; ) {
    space.lastIndex = at;
    space.test(query);
    at = space.lastIndex;
    if (at >= query.length) return;
    piece.lastIndex = at;
    const [whole, minus, name, quotation, closed, word] = piece.exec(query)!;
    if (quotation !== undefined && closed === undefined)
      throw new QueryError(`the quotation mark at ${query.indexOf('"', at) + 1} is not closed`);
    at += whole.length;
    const value = (quotation ?? word ?? '').trim();
    // A dash between words.
    if (value === '' && name === undefined) continue;
    yield {
      excluded: minus !== undefined,
      filter: name?.slice(0, -1).toLowerCase(),
      value,
      quoted: quotation !== undefined,
    };
  }
}

const addFilter = (filter: MutableFilter, name: string, value: string, excluded: boolean): void => {
  if (value === '') throw new QueryError(`\`${name}:\` needs a value`);
  if (excluded && name !== 'path') throw new QueryError(`only \`path:\` can be excluded, not \`${name}:\``);
  if (name === 'path') filter.paths.push(excluded ? `!${value}` : value);
  else if (name === 'lang') filter.languages.push(...value.toLowerCase().split(',').filter(Boolean));
  else if (name === 'heading') {
    if (filter.heading !== undefined) throw new QueryError('`heading:` can be given once');
    filter.heading = value;
  } else {
    const bounds = dayBounds(value);
    if (bounds === undefined)
      throw new QueryError(`\`modified:\` takes a day like >2026-01-31 or <=2026-01-31, not \`${shown(value)}\``);
    const { after = -Infinity, before = Infinity } = bounds;
    filter.modifiedAfterMs = Math.max(after, filter.modifiedAfterMs ?? -Infinity);
    filter.modifiedBeforeMs = Math.min(before, filter.modifiedBeforeMs ?? Infinity);
  }
};

/** A value in a message, which is one line. */
const shown = (value: string): string => value.slice(0, 40).replace(/[\s\p{Cc}]+/gu, ' ');

/** What was not asked for is absent: a store need not look. */
const withoutEmpty = (filter: MutableFilter): ChunkFilter => {
  const { paths, languages, heading, modifiedAfterMs = -Infinity, modifiedBeforeMs = Infinity } = filter;
  return {
    ...(paths.length > 0 && { paths }),
    ...(languages.length > 0 && { languages }),
    ...(heading !== undefined && { heading }),
    ...(modifiedAfterMs > -Infinity && { modifiedAfterMs }),
    ...(modifiedBeforeMs < Infinity && { modifiedBeforeMs }),
  };
};
