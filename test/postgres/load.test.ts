import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import { PgDatabase } from '../../server/src/search/postgres/pgDatabase';
import { PostgresStore } from '../../server/src/search/postgres/postgresStore';
import { readAddress } from '../../server/src/search/postgres/storeAddress';
import { PostgresServer } from '../support/postgresServer';
import { syntheticCorpus } from '../support/syntheticCorpus';

describe('20,000 passages with vectors, synthetic and clustered', () => {
  const corpus = syntheticCorpus({ passages: 20_000, dimensions: 384 });
  let server: PostgresServer;
  let store: PostgresStore;

  before(async function () {
    PostgresServer.required(this);
    this.timeout(600_000);
    server = await PostgresServer.start(['fsync=off', 'shared_buffers=256MB']);
    store = await PostgresStore.open(
      new PgDatabase(readAddress(server.address(), { PGPASSWORD: PostgresServer.password })),
      {
        ...defaultSearchSettings,
        schema: 'load',
        source: 'synthetic',
        vectors: { embedder: 'synthetic', dimensions: 384 },
      },
    );
    for (const { file, chunks } of corpus.files()) await store.putFile(file, chunks);
    assert.equal(await store.commit(), 20_000);
    for (let keys = await store.withoutVectors(2000); keys.length > 0; keys = await store.withoutVectors(2000))
      await store.putVectors(keys, corpus.vectorsOf(keys));
    await store.indexVectors({ memory: '256MB' });
  });
  after(async () => {
    await store?.close();
    await server?.stop();
  });

  it('are all there', async () => {
    assert.deepEqual(await store.state(), { files: 200, chunks: 20_000, embedded: 20_000 });
    assert.deepEqual(await store.withoutVectors(10), []);
  });

  it('are found by their vectors: of the ten nearest, .95 at least', async function () {
    this.timeout(120_000);
    let found = 0;
    const queries = corpus.queries(100);
    const nearest = corpus.nearest(queries, 10);
    for (const [at, query] of queries.entries()) {
      const hits = await store.byVector(query, 10);
      found += hits.filter(({ key }) => nearest[at]!.includes(key)).length;
    }
    assert.ok(found / (queries.length * 10) >= 0.95, `recall@10 is ${found / (queries.length * 10)}`);
  });

  it('are found by vectors in a file that none of the nearest lies in', async () => {
    const [query] = corpus.queries(1);
    const hits = await store.byVector(query!, 10, { paths: ['7/7.md'] });
    assert.deepEqual(
      hits.map(({ key }) => key),
      corpus.nearest([query!], 10, (file) => file === 7)[0],
    );
  });

  it('are found by their terms', async () => {
    const key = corpus.keyOf(12_345);
    const [hit] = await store.byTerms(corpus.textOf(12_345), 'bm25', 1);
    assert.equal(hit!.key, key);
  });
});
