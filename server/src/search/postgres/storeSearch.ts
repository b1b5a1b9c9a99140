import type { SearchSettings } from '../../configuration/searchSettings';
import type { Embedder } from '../../lm/embedder';
import type { Passage, PassageSearch, SearchAnswer, SearchOptions, SearchReadiness } from '../folderSearch';
import { type FoundPassages, PassageFinder } from '../query/passageFinder';
import { Retriever } from '../query/retriever';
import type { ChunkFilter } from '../searchStore';
import type { PostgresStore } from './postgresStore';
import { readAddress, type StoreAddress } from './storeAddress';

/** A store as an editor searches it. */
export interface StorePlace {
  /** As `readAddress` reads it. */
  readonly address: string;
  /** In place of the address's own, the environment's and that of `.pgpass`. */
  readonly password?: string;
  /** Names of sources that are searched; none: all. */
  readonly sources: readonly string[];
}

/** Somebody waits with the list open: libpq's ten seconds are too long. */
const mostConnectMs = 3000;
/** What was asked and nobody waits for any more is not to keep the server busy. */
const mostStatementMs = 10_000;

interface OpenStore {
  readonly store: PostgresStore;
  readonly finder: PassageFinder;
}

/** Searches a store of others'. The connection is made at the first search, and anew at the next one after it could not be made. */
export class StoreSearch implements PassageSearch {
  private opened: OpenStore | undefined;
  /** One at a time, so that of what is typed quickly only the last is asked. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly place: StorePlace,
    private readonly settings: SearchSettings,
    private readonly embedder?: Embedder,
  ) {}

  /** @throws StoreError, beside what is thrown by every search */
  search(query: string, options: SearchOptions, signal?: AbortSignal): Promise<SearchAnswer> {
    const filter = this.inSources(options.filter);
    return this.answer((finder) => finder.search(query, { ...options, filter }, signal), signal);
  }

  /** @throws StoreError, beside what is thrown by every search */
  similar(
    { text, key }: Passage,
    { limit, filter }: Omit<SearchOptions, 'mode'>,
    signal?: AbortSignal,
  ): Promise<SearchAnswer> {
    // A path alone tells no file of a store.
    const passage = { text, ...(key !== undefined && { key }) };
    return this.answer((finder) => finder.similar(passage, limit, this.inSources(filter), signal), signal);
  }

  async close(): Promise<void> {
    await this.queue;
    await this.opened?.store.close();
    this.opened = undefined;
  }

  private inSources(filter: ChunkFilter = {}): ChunkFilter {
    const { sources } = this.place;
    return sources.length === 0 ? filter : { ...filter, sources };
  }

  private answer(
    ask: (finder: PassageFinder) => Promise<FoundPassages>,
    signal: AbortSignal | undefined,
  ): Promise<SearchAnswer> {
    const answer = this.queue.then(async () => {
      signal?.throwIfAborted();
      const { store, finder } = await this.open();
      const { vectorsMissing, ...found } = await ask(finder);
      const { chunks, embedded } = await store.state();
      const ready: SearchReadiness = {
        terms: 'complete',
        chunks,
        embedded,
        ...(vectorsMissing !== undefined && { vectorsMissing }),
      };
      return { ...found, ready };
    });
    this.queue = answer.catch(() => {});
    return answer;
  }

  private async open(): Promise<OpenStore> {
    this.opened ??= await this.connect();
    return this.opened;
  }

  private async connect(): Promise<OpenStore> {
    const { settings, embedder } = this;
    const address = this.address();
    // The driver is loaded by who has a store.
    const { serverPlace } = await import('./serverPlace');
    const place = await serverPlace(address, { settings, embedder, statementMs: mostStatementMs });
    return {
      store: place.store,
      finder: new PassageFinder(place, new Retriever(place.store, { stemmer: place.store.stemmer }, embedder)),
    };
  }

  private address(): StoreAddress {
    const { address, password } = this.place;
    const read = readAddress(address);
    const connectMs = Math.min(read.connectMs, mostConnectMs);
    return { ...read, connectMs, ...(password !== undefined && { password }) };
  }
}
