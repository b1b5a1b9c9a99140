import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Trace } from 'vscode-languageserver-protocol/node';
import {
  passageScheme,
  type SearchHitItem,
  type SearchParams,
  type SearchResult,
  type SimilarParams,
  type StoreResult,
  searchMethod,
  similarMethod,
  storeMethod,
  storePasswordChangedMethod,
} from '../../server/src/shared/searchProtocol';
import { PostgresServer } from '../support/postgresServer';
import { folderWith, surprisal } from '../support/program';
import { ProtocolClient } from '../support/protocolClient';

const { password } = PostgresServer;
const locks = '# Locks\n\nAn index has one writer. A lock that was left is taken over.\n';
const tea = '# Tea\n\nPour hot water on the leaves.\n';

describe('a search in the editor that asks a store too', function () {
  this.timeout(60_000);
  let server: PostgresServer;
  let client: ProtocolClient;
  const workspace = folderWith({ 'notes/tea.md': tea });
  const handbook = folderWith({ 'docs/locks.md': locks, 'docs/kettle.md': '# Kettle\n\nIt boils water.\n' });
  const neighbour = folderWith({ 'coffee.md': '# Coffee\n\nGrind beans, then pour water.\n' });

  before(async function () {
    PostgresServer.required(this);
    server = await PostgresServer.start(['fsync=off']);
    const index = (cwd: string, ...more: readonly string[]) => {
      const parameters = ['index', '--embedding-model', 'none', '--store', server.address(), ...more];
      const { code, stderr } = surprisal(parameters, { cwd, environment: { PGPASSWORD: password } });
      assert.equal(code, 0, stderr);
    };
    index(handbook, '--source', 'handbook');
    index(workspace);
    index(neighbour);
  });
  after(() => server?.stop());
  afterEach(() => client?.stop());

  const storeName = () => server.address();
  const traced: string[] = [];
  const start = async (
    settings: object = {},
    { given = password, restricted = false }: { given?: string | undefined; restricted?: boolean } = {},
  ) => {
    client = await ProtocolClient.start({
      settings: { model: 'ngram', search: { embeddingModel: 'none', store: server.address(), ...settings } },
      folders: { notes: pathToFileURL(workspace).href },
      initializationOptions: { clientCommands: [], storage: pathToFileURL(folderWith()).href, restricted },
    });
    if (given !== '') client.storePasswords.set(storeName(), given);
    await client.connection.trace(Trace.Verbose, {
      log: (...told: unknown[]) => void traced.push(JSON.stringify(told)),
    });
  };
  /** Once all files of the workspace were read. */
  const search = async (query: string, more: Partial<SearchParams> = {}): Promise<SearchResult> => {
    for (;;) {
      const seen = client.indexStatuses.length;
      const result = await client.connection.sendRequest<SearchResult>(searchMethod, { query, ...more });
      if (result.readiness.isComplete) return result;
      await client.until(() => client.indexStatuses.length > seen);
    }
  };
  const shown = (hits: readonly SearchHitItem[]) =>
    hits.map(({ source = 'here', path }) => `${source.startsWith('handbook') ? source : 'here'} ${path}`).toSorted();

  it('finds what others have indexed, which is read in a document of its own, and says whose it is', async () => {
    await start();
    const { hits, store, problem } = await search('lock left');
    assert.equal(problem, undefined);
    assert.deepEqual(store, { name: storeName(), passages: 4 });
    const [hit] = hits;
    assert.ok(hit);
    assert.deepEqual([hit.source, hit.path, hit.headings], ['handbook', 'docs/locks.md', ['Locks']]);
    assert.match(hit.uri, new RegExp(`^${passageScheme}:/handbook/docs/locks\\.md\\?[0-9a-f]{32}$`));
    assert.equal(hit.firstLine, 0);
    const { start: from, end } = hit.markedRange;
    assert.equal(from.line, end.line);
    assert.equal(
      hit.text.split('\n')[from.line]!.slice(from.character, end.character),
      'A lock that was left is taken over.',
    );
    assert.deepEqual((await search('zebras')).hits, []);
    assert.match((await search('"lock')).problem ?? '', /quotation mark/);
  });

  it("has what the workspace's own index has too once, and opens files of this machine", async () => {
    await start();
    const { hits } = await search('water');
    assert.deepEqual(shown(hits), ['handbook docs/kettle.md', 'here coffee.md', 'here notes/tea.md']);
    const uris = new Map(hits.map(({ path, uri }) => [path, uri]));
    assert.equal(uris.get('notes/tea.md'), pathToFileURL(join(workspace, 'notes/tea.md')).href);
    assert.equal(uris.get('coffee.md'), pathToFileURL(join(neighbour, 'coffee.md')).href);
  });

  it('keeps to the sources that are set, and to the filters of a query', async () => {
    await start({ storeSources: ['handbook'] });
    assert.deepEqual(shown((await search('water')).hits), ['handbook docs/kettle.md', 'here notes/tea.md']);
    assert.deepEqual(shown((await search('water path:docs/**')).hits), ['handbook docs/kettle.md']);
  });

  it('finds passages like a selection, without the selection itself', async () => {
    await start();
    await search('water');
    const params: SimilarParams = {
      text: 'Pour hot water on the leaves.',
      location: {
        uri: pathToFileURL(join(workspace, 'notes/tea.md')).href,
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 29 } },
      },
    };
    const { hits } = await client.connection.sendRequest<SearchResult>(similarMethod, params);
    assert.deepEqual(shown(hits), ['handbook docs/kettle.md', 'here coffee.md']);
  });

  it('says that it has the wrong password, finds what is here, and goes on once it has the right one', async () => {
    await start({}, { given: 'wr0ng' });
    const { hits, store } = await search('water');
    assert.deepEqual(shown(hits), ['here notes/tea.md']);
    assert.match(store?.problem ?? '', /wants a password.*Set Password of the Search Store/);
    assert.deepEqual([store?.name, store?.wantsPassword], [storeName(), true]);
    client.storePasswords.set(storeName(), password);
    await client.connection.sendNotification(storePasswordChangedMethod, {});
    const again = await search('water');
    assert.equal(again.store?.problem, undefined);
    assert.equal(again.hits.length, 3);
  });

  it('wants a password where none is set anywhere', async () => {
    await start({}, { given: '' });
    assert.equal((await search('water')).store?.wantsPassword, true);
  });

  it('goes on without a server that has gone, and with it when it is back', async () => {
    await start();
    assert.equal((await search('water')).hits.length, 3);
    await server.kill();
    for (const _ of ['as it goes', 'when it has gone']) {
      const { hits, store } = await search('water');
      assert.deepEqual(shown(hits), ['here notes/tea.md']);
      assert.match(store?.problem ?? '', /was not asked: .*(has gone|no PostgreSQL answers)/);
    }
    await server.run();
    const { hits, store } = await search('water');
    assert.deepEqual([hits.length, store?.problem], [3, undefined]);
  });

  it('does not wait long for a server that says nothing', async () => {
    const held: Socket[] = [];
    const silent = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    try {
      await start({ store: `postgres://me@127.0.0.1:${port}/search?connect_timeout=1` });
      const { hits, store } = await search('water');
      assert.deepEqual(shown(hits), ['here notes/tea.md']);
      assert.match(store?.problem ?? '', /does not answer/);
      const connections = held.length;
      assert.match((await search('hot water')).store?.problem ?? '', /does not answer/);
      assert.equal(held.length, connections);
    } finally {
      for (const socket of held) socket.destroy();
      silent.close();
    }
  });

  it('says what else is wrong with the store', async () => {
    const problemOf = async (store: string, restricted = false): Promise<string | undefined> => {
      await start({ store }, { restricted });
      const { hits, store: share } = await search('water');
      assert.deepEqual(shown(hits), ['here notes/tea.md']);
      await client.stop();
      return share?.problem;
    };
    assert.match((await problemOf(`${server.address()}?schema=empty`))!, /no index in its schema empty/);
    assert.match((await problemOf(server.address().replace('postgres@', 'postgres:hidden@')))!, /holds a password/);
    assert.match((await problemOf('mysql://me@db/x'))!, /names no store/);
    assert.equal(await problemOf(server.address(), true), undefined);
    await start();
    assert.deepEqual(await client.connection.sendRequest<StoreResult>(storeMethod, {}), { name: storeName() });
  });

  it('shows no password in logs and traces', async () => {
    await start();
    await search('water');
    assert.ok(traced.length > 10 && traced.some((line) => line.includes('storePassword')));
    for (const line of [...traced, ...client.logged]) assert.ok(!/s3cret|wr0ng/.test(line), line);
  });
});
