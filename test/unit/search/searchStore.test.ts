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
