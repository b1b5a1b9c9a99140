import type { SearchSettings } from '../../configuration/searchSettings';
import type { Embedder } from '../../lm/embedder';
import { type IndexPlace, vectorSpace } from '../indexPlace';
import { PgDatabase } from './pgDatabase';
import { PostgresStore } from './postgresStore';
import type { StoreAddress } from './storeAddress';

export interface ServerPlaceOptions {
  readonly settings: SearchSettings;
  /** Whose files are indexed; none where the store is only searched. */
  readonly source?: string;
  readonly embedder?: Embedder | undefined;
  /** A statement that takes longer is given up; none is unless it is said. */
  readonly statementMs?: number;
}

/** An index on a PostgreSQL server. @throws StoreError */
export const serverPlace = async (
  address: StoreAddress,
  { settings, source, embedder, statementMs }: ServerPlaceOptions,
): Promise<IndexPlace & { readonly store: PostgresStore }> => {
  const { schema } = address;
  const { stemmer, k1, b } = settings;
  const database = new PgDatabase(address, { statementMs });
  try {
    const store = await PostgresStore.open(database, {
      schema,
      stemmer,
      k1,
      b,
      vectors: embedder && vectorSpace(embedder),
      ...(source !== undefined && { source }),
    });
    return {
      store,
      // Each query sees what is there.
      refresh: async () => {},
      indexVectors: () => store.indexVectors(),
      // Two that index one folder would do the same work twice; nothing would be wrong.
      tryLock: () => database.tryLock(`surprisal source ${schema} ${source}`),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};
