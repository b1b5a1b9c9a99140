import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileGlobs, globExpression } from '../../../server/src/configuration/globs';
import { defaultSearchSettings } from '../../../server/src/configuration/searchSettings';
import { LocalStore } from '../../../server/src/search/index/localStore';
import { TermLog } from '../../../server/src/search/index/termLog';
import { PostgresStore } from '../../../server/src/search/postgres/postgresStore';
import { VectorIndex } from '../../../server/src/search/vectors/vectorIndex';
import { PgliteServer } from '../../support/pgliteDatabase';
import { folderWith } from '../../support/program';
import { chunksOf, describeSearchStore, fileOf } from '../../support/searchStoreContract';

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

  it('that was made before files had the number of their chunking is brought up to date, and loses nothing', async () => {
    const database = server.connect();
    const openOlder = () =>
      PostgresStore.open(database, { ...defaultSearchSettings, schema: 'older', source: 'laptop:/notes' });
    const written = await openOlder();
    await written.putFile(fileOf('a.md'), chunksOf(['one']));
    await written.commit();
    await database.query('ALTER TABLE older.file DROP COLUMN chunking_version');
    await database.query('UPDATE older.format SET version = 1');
    const store = await openOlder();
    assert.equal((await store.files()).get('a.md')?.chunkingVersion, 0);
    assert.equal((await store.byTerms('one', 'bm25', 5)).length, 1);
    await store.putFile(fileOf('a.md'), chunksOf(['one']));
    assert.equal(await store.commit(), 0);
    assert.equal((await store.files()).get('a.md')?.chunkingVersion, fileOf('a.md').chunkingVersion);
  });

  it('takes the endings off words that its indexers take off, whoever searches it, and is not written by another rule', async () => {
    const options = { ...defaultSearchSettings, schema: 'german' };
    const written = await PostgresStore.open(server.connect(), {
      ...options,
      stemmer: 'german',
      source: 'laptop:/notes',
    });
    await written.putFile(fileOf('a.md'), chunksOf(['Viele Häuser stehen leer.']));
    await written.commit();
    const searched = await PostgresStore.open(server.connect(), options);
    assert.equal(searched.stemmer, 'german');
    assert.equal((await searched.byTerms('Haus', 'bm25', 5)).length, 1);
    await assert.rejects(PostgresStore.open(server.connect(), { ...options, source: 'other' }), /endings of german/);
  });

  it('reads globs as everything else here does', async () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      'a',
      'ab',
      '?',
      '*.md',
      '{a,b}',
      '[ab]',
      '[!a]',
      '!(a)',
      '+(a|b).ts',
      'a.b',
    );
    const name = fc.constantFrom('a', 'b', 'ab', 'a.md', 'b.ts', '.a', 'a b', 'ä.md', 'a+b', 'A');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(name, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        async (pieces, names) => {
          const glob = pieces.join('/');
          const paths = names.map((parts) => parts.join('/'));
          const found = await server
            .connect()
            .query<{ path: string }>('SELECT path FROM unnest($1::text[]) AS path WHERE path ~ $2', [
              paths,
              globExpression(glob).source,
            ]);
          assert.deepEqual(
            found.map(({ path }) => path),
            paths.filter(compileGlobs([glob])),
            glob,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
