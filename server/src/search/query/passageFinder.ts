import { isReadByLines } from '../chunking/fileChunks';
import type { Passage, SearchAnswer, SearchHit, SearchOptions } from '../folderSearch';
import { compileFilter } from '../index/chunkFilter';
import { bestSentence } from '../index/snippet';
import type { IndexPlace } from '../indexPlace';
import type { ChunkFilter, StoredChunk, StoreHit } from '../searchStore';
import { type ParsedQuery, parseQuery } from './parseQuery';
import type { Question, Retriever } from './retriever';
import { shareMost } from './shareMost';

/** What was found, best first; a passage that stands in several files comes once for each, one that a better hit of its file mostly holds does not come. */
export interface FoundPassages extends Pick<SearchAnswer, 'hits' | 'candidates'> {
  /** Why vectors did not take part though they were asked for, in one sentence. */
  readonly vectorsMissing?: string;
}

interface Wanted {
  readonly limit: number;
  readonly filter: ChunkFilter;
  readonly signal: AbortSignal | undefined;
}

/** Characters of a text that others are compared to: more would add time and few terms that tell. */
const mostCompared = 4000;

/** Finds passages in an index, wherever it lies: what was ranked is looked up, filtered once more and cut to its best sentence. */
export class PassageFinder {
  constructor(
    private readonly place: Pick<IndexPlace, 'store' | 'local'>,
    private readonly retriever: Retriever,
  ) {}

  /**
   * The best passages for a query. Those without a vector are ranked by their terms.
   * @param query a text is read by `parseQuery`
   * @throws QueryError
   * @throws the signal's reason
   */
  async search(
    query: string | ParsedQuery,
    { mode, limit, filter = {}, related = [] }: SearchOptions,
    signal?: AbortSignal,
  ): Promise<FoundPassages> {
    const asked = typeof query === 'string' ? parseQuery(query) : query;
    const question = await this.retriever.ask(asked.text, mode, related, signal);
    // The store may let through more than both filters do together; each place is looked at again, since a passage may stand in several files.
    const wide = { ...asked.filter, ...filter, paths: [...(asked.filter.paths ?? []), ...(filter.paths ?? [])] };
    const passes = [compileFilter(asked.filter), compileFilter(filter)].filter((test) => test !== undefined);
    const holds = (place: StoredChunk, text: string) =>
      passes.every((test) => test(place)) && asked.holds(text, place.headings);
    const marked = [asked.text, ...related.map(({ term }) => term)].join(' ');
    return this.found(question, { limit, filter: wide, signal }, holds, marked);
  }

  /** Passages like this one, without itself. @throws the signal's reason */
  async similar(
    { text, place, key }: Passage,
    limit: number,
    filter: ChunkFilter = {},
    signal?: AbortSignal,
  ): Promise<FoundPassages> {
    const passes = compileFilter(filter);
    const isElsewhere = (other: StoredChunk) =>
      other.path !== place?.path || other.end <= place.start || other.start >= place.end;
    const holds = (other: StoredChunk) => isElsewhere(other) && passes?.(other) !== false;
    const asked = text.slice(0, mostCompared);
    return this.found(await this.retriever.askLike(asked, key, signal), { limit, filter, signal }, holds, asked);
  }

  /** Phrases, exclusions, overlaps and what has changed since leave fewer than were ranked; then more are looked at, until there are no more. */
  private async found(
    { rank, vectorsMissing }: Question,
    { limit, filter, signal }: Wanted,
    holds: (place: StoredChunk, text: string) => boolean,
    marked: string,
  ): Promise<FoundPassages> {
    this.place.local?.texts.forget();
    // Twice as many make up for overlaps, and are within the depth of fusion, where to ask for more changes no rank.
    for (let asked = 2 * limit; ; asked *= 8) {
      signal?.throwIfAborted();
      const ranking = await rank(asked, filter);
      const hits = await this.hitsOf(ranking.hits, limit, holds);
      if (hits.length < limit && ranking.hits.length >= asked) continue;
      const answers = hits.map((hit) => ({
        ...hit,
        marked: bestSentence(hit.snippet, marked, { byLines: isReadByLines(hit) }),
      }));
      const { candidates } = ranking;
      return {
        hits: answers,
        ...(candidates !== undefined && { candidates }),
        ...(vectorsMissing !== undefined && { vectorsMissing }),
      };
    }
  }

  private async hitsOf(
    ranked: readonly StoreHit[],
    limit: number,
    holds: (place: StoredChunk, text: string) => boolean,
  ): Promise<Omit<SearchHit, 'marked'>[]> {
    const places = await this.place.store.places(ranked.map(({ key }) => key));
    const hits: Omit<SearchHit, 'marked'>[] = [];
    for (const { key, score } of ranked)
      for (const place of places.get(key) ?? []) {
        if (hits.length >= limit) return hits;
        if (hits.some((better) => shareMost(better, place))) continue;
        const snippet = await this.place.store.text(place);
        // Changed since it was indexed: the next run finds it where it is now.
        if (snippet === undefined || !holds(place, snippet)) continue;
        hits.push({ ...place, score, snippet, startColumn: this.place.local?.texts.columnOf(place) ?? 0 });
      }
    return hits;
  }
}
