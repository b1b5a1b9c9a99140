import type { SearchSettings } from '../../configuration/searchSettings';
import type { EmbeddedKind, Embedder } from '../../lm/embedder';
import type { ChunkKey } from '../chunk';
import type { SearchMode } from '../folderSearch';
import type { AskedTerms, ChunkFilter, LexicalMode, RelatedTerm, SearchStore, StoreHit } from '../searchStore';
import { candidatesFor } from './candidates';
import { type Candidate, defaultFusion, linearFusion } from './linearFusion';
import { withoutStopWords } from './stopWords';

export interface Ranking {
  /** Best first. */
  readonly hits: readonly StoreHit[];
  /** All that were compared, with what scores are made of; absent where these are by terms alone. */
  readonly candidates?: readonly Candidate[];
}

/** A query that is ready to be answered, with as many passages as are wanted. */
export interface Question {
  /** Why vectors do not take part though they were asked for, in one sentence. */
  readonly vectorsMissing?: string;
  /** The best `count`; fewer only where there are no more. */
  rank(count: number, filter?: ChunkFilter): Promise<Ranking>;
}

type Rank = Question['rank'];

/** What queries are adapted by, if by anything, as it is at a moment. */
export interface AdapterSource {
  current(): { apply(query: Float32Array): Float32Array } | undefined;
}

/** Ranks a store's passages for a query: by terms, by vectors, or by both. */
export class Retriever {
  /**
   * @param embedder of the model that the store's vectors are made with; without one, queries are answered by terms alone
   * @param adapters what vectors of queries are adapted by; those of passages never are
   */
  constructor(
    private readonly store: SearchStore,
    private readonly settings: Pick<SearchSettings, 'stemmer'>,
    private readonly embedder?: Embedder,
    private readonly adapters?: AdapterSource,
  ) {}

  /**
   * Takes a query up: its embedding is made here, once for all that is ranked by it. Where it cannot be made, terms answer alone.
   * @param related terms that count beside the query's own
   * @throws the signal's reason
   */
  async ask(
    query: string,
    mode: SearchMode,
    related: readonly RelatedTerm[] = [],
    signal?: AbortSignal,
  ): Promise<Question> {
    if (mode === 'exact') return { rank: this.byTerms(query, mode) };
    const terms = { text: withoutStopWords(query, this.settings.stemmer), related };
    if (mode === 'bm25' || mode === 'tfidf') return { rank: this.byTerms(terms, mode) };
    const vector = await this.vectorOf(query, 'query', signal);
    if (typeof vector === 'string') return { vectorsMissing: vector, rank: this.byTerms(terms, 'bm25') };
    if (mode === 'vector') return { rank: bySimilarity((count, filter) => this.store.byVector(vector, count, filter)) };
    const rank: Rank = async (count, filter) => {
      const depth = Math.max(count, defaultFusion.depth);
      const candidates = await candidatesFor(this.store, { terms, vector, depth, filter });
      return { hits: linearFusion(candidates).slice(0, count), candidates };
    };
    return { rank };
  }

  /**
   * Takes up a passage that others are to be like: by vectors, or while there are none by its terms, the rarer the more.
   * @param own of the chunk that it is, whose vector is there already
   * @throws the signal's reason
   */
  async askLike(passage: string, own?: ChunkKey, signal?: AbortSignal): Promise<Question> {
    if (own !== undefined && (await this.store.similarTo(own, 1)) !== undefined)
      return { rank: bySimilarity(async (count, filter) => (await this.store.similarTo(own, count, filter)) ?? []) };
    const vector = await this.vectorOf(passage, 'passage', signal);
    if (typeof vector !== 'string')
      return { rank: bySimilarity((count, filter) => this.store.byVector(vector, count, filter)) };
    const terms = withoutStopWords(passage, this.settings.stemmer);
    return { vectorsMissing: vector, rank: this.byTerms(terms, 'bm25') };
  }

  private byTerms(query: AskedTerms, mode: LexicalMode): Rank {
    return async (count, filter) => ({ hits: await this.store.byTerms(query, mode, count, filter) });
  }

  /** The vector of a text, or why there is none. */
  private async vectorOf(
    text: string,
    kind: EmbeddedKind,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array | string> {
    const { embedder } = this;
    if (embedder === undefined) return 'There is no embedding model.';
    if ((await this.store.state()).embedded === 0) return 'No passage has a vector yet.';
    try {
      const vector = await embedder.embed([text], { kind, priority: 'interactive', ...(signal && { signal }) });
      const adapter = kind === 'query' ? this.adapters?.current() : undefined;
      return adapter === undefined ? vector : adapter.apply(vector);
    } catch (error) {
      signal?.throwIfAborted();
      return `No vector could be made: ${(error as Error).message.replace(/\.$/, '')}.`;
    }
  }
}

/** Where scores are cosines. */
const bySimilarity =
  (nearest: (count: number, filter?: ChunkFilter) => Promise<readonly StoreHit[]>): Rank =>
  async (count, filter) => {
    const hits = await nearest(count, filter);
    return { hits, candidates: hits.map(({ key, score }) => ({ key, terms: 0, similarity: score })) };
  };
