import assert from 'node:assert/strict';
import { defaultSearchSettings } from '../../server/src/configuration/searchSettings';
import { PgDatabase } from '../../server/src/search/postgres/pgDatabase';
import { PostgresStore } from '../../server/src/search/postgres/postgresStore';
import { readAddress } from '../../server/src/search/postgres/storeAddress';
import { PostgresServer } from '../support/postgresServer';
import { chunksOf, describeSearchStore, fileOf } from '../support/searchStoreContract';

describe('a store on a PostgreSQL server', () => {
  let server: PostgresServer;
  const opened: PostgresStore[] = [];
  const environment = { PGPASSWORD: PostgresServer.password };
  const open = async (schema: string, source = 'laptop:/notes') => {
    const store = await PostgresStore.open(new PgDatabase(readAddress(server.address(), environment)), {
      ...defaultSearchSettings,
      schema,
      source,
      vectors: { embedder: 'test', dimensions: 3 },
    });
    opened.push(store);
    return store;
  };

  before(async function () {
    PostgresServer.required(this);
    this.timeout(60_000);
    server = await PostgresServer.start(['fsync=off']);
  });
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));
  after(() => server?.stop());

  describeSearchStore((workspace) => open(`contract_${workspace}`));

  /** Texts that several indexers have in common, and some that each has alone. */
  const textsOf = (indexer: number, round: number) =>
    Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0 ? `common passage number${(at * 7 + round) % 60}` : `own${indexer} passage ${round} ${at}`,
    );

  it('has the statistics of what is in use, however many write at once', async function () {
    this.timeout(60_000);
    const indexers = await Promise.all([0, 1, 2, 3].map((indexer) => open('several', `indexer ${indexer}`)));
    await Promise.all(
      indexers.map(async (store, indexer) => {
        for (let round = 0; round < 10; round++) {
          await store.putFile(fileOf('a.md'), chunksOf(textsOf(indexer, round)));
          if (round % 3 === 2) await store.removeFiles(['b.md']);
          else await store.putFile(fileOf('b.md'), chunksOf(textsOf(indexer, round + 100)));
          await store.commit();
        }
      }),
    );
    const alone = await open('alone');
    for (const indexer of [0, 1, 2, 3])
      for (const [path, round] of [
        ['a', 9],
        ['b', 109],
      ] as const)
        await alone.putFile(fileOf(`${indexer}/${path}.md`), chunksOf(textsOf(indexer, round)));
    await alone.commit();
    const reader = await open('several', 'reader');
    for (const mode of ['bm25', 'tfidf', 'exact'] as const) {
      const [hits, expected] = await Promise.all(
        [reader, alone].map((store) => store.byTerms('common passage number7 own2', mode, 50)),
      );
      assert.equal(hits!.length, 50);
      assert.deepEqual(
        hits!.map(({ key }) => key),
        expected!.map(({ key }) => key),
      );
      for (const [at, { score }] of hits!.entries()) assert.ok(Math.abs(score - expected![at]!.score) < 1e-9);
    }
    assert.deepEqual(await indexers[0]!.state(), await (await open('several', 'indexer 0')).state());
  });

  it('tells whose a passage is, and finds those of some sources alone', async () => {
    const [handbook, code] = await Promise.all([open('sources', 'handbook'), open('sources', 'code')]);
    await handbook.putFile(fileOf('a.md'), chunksOf(['shared words', 'words of the handbook']));
    await code.putFile(fileOf('a.md'), chunksOf(['shared words']));
    assert.deepEqual([await handbook.commit(), await code.commit()], [2, 0]);
    const found = async (sources?: readonly string[]) => {
      const hits = await code.byTerms('words', 'bm25', 10, sources && { sources });
      const places = await code.places(hits.map(({ key }) => key));
      return [...places.values()]
        .flat()
        .map(({ source, path }) => `${source} ${path}`)
        .sort();
    };
    assert.deepEqual(await found(), ['code a.md', 'handbook a.md', 'handbook a.md']);
    assert.equal((await code.byTerms('words', 'bm25', 10, { sources: ['code'] })).length, 1);
    assert.deepEqual([...(await code.files()).keys()], ['a.md']);
    assert.deepEqual((await code.state()).chunks, 1);
    await handbook.removeFiles(['a.md']);
    await handbook.commit();
    assert.deepEqual(await found(), ['code a.md']);
  });

  it('keeps what was committed when the server goes, and goes on with what was in hand', async function () {
    this.timeout(60_000);
    const store = await open('gone');
    await store.putFile(fileOf('a.md'), chunksOf(['first words']));
    await store.commit();
    await store.putFile(fileOf('b.md'), chunksOf(['second words']));
    await server.kill();
    await assert.rejects(store.commit(), { name: 'StoreError', message: /the server has gone|no PostgreSQL answers/ });
    await server.run();
    assert.deepEqual((await store.state()).files, 1);
    assert.equal(await store.commit(), 1);
    assert.deepEqual((await store.state()).files, 2);
    assert.equal((await store.byTerms('words', 'bm25', 10)).length, 2);
  });
});
