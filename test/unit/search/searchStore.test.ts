import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { TermLog } from '../../../server/src/search/index/termLog';
import { PostgresStore } from '../../../server/src/search/postgres/postgresStore';
import { VectorIndex } from '../../../server/src/search/vectors/vectorIndex';
import { PgliteServer } from '../../support/pgliteDatabase';
import { folderWith } from '../../support/program';
import { describeSearchStore } from '../../support/searchStoreContract';

describe('a store in a folder', () => {
  const folders = new Map<string, string>();
  describeSearchStore(async (workspace) => {
    const folder = folders.get(workspace) ?? folderWith();
    folders.set(workspace, folder);
    const terms = TermLog.open(folder, defaultSearchSettings);
    const vectors = VectorIndex.open(folder, { embedder: 'test', dimensions: 3 });
    return LocalStore.open(folder, { terms, vectors, readText: async () => undefined });
  });
});

describe('a store in PostgreSQL', () => {
  let server: PgliteServer;
  before(async function () {
    this.timeout(120_000);
    server = await PgliteServer.start();
  });
  after(() => server.stop());

  describeSearchStore((workspace) =>
    PostgresStore.open(server.connect(), {
      ...defaultSearchSettings,
      schema: `contract_${workspace}`,
      source: 'laptop:/notes',
      vectors: { embedder: 'test', dimensions: 3 },
    }),
  );
});
