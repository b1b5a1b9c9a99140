import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import {
  type OpenedHitsParams,
  type OpenedHitsResult,
  type OpenedParams,
  openedHitsMethod,
  openedMethod,
  type SearchResult,
  searchMethod,
  type TuneParams,
  type TuneResult,
  tuneMethod,
} from '../../server/src/shared/searchProtocol';
import type { ProtocolClient } from '../support/protocolClient';
import { SearchedWorkspace } from '../support/searchedWorkspace';

const things = ['lock', 'door', 'river', 'stone', 'cloud', 'paper', 'glass', 'bread', 'horse', 'tower', 'candle'];
const doings = ['opens', 'falls', 'turns', 'burns', 'waits', 'grows', 'breaks', 'sings', 'hides', 'shines'];

describe('the tuning of searches in the editor', function () {
  this.timeout(90_000);
  let workspace: SearchedWorkspace;
  let folder: string;
  let storage: string;
  let client: ProtocolClient;
  beforeEach(() => {
    workspace = new SearchedWorkspace();
    ({ folder, storage } = workspace);
    for (const thing of things)
      for (const doing of doings)
        workspace.write(
          `${thing}-${doing}.md`,
          `# When the ${thing} ${doing}\n\nSome people say that a ${thing} which ${doing} at night is a sign of rain on the next day.\n`,
        );
  });
  afterEach(async () => {
    await client.stop();
    workspace.remove();
  });

  const start = async (search: object = {}, restricted = false) => {
    client = await workspace.start({ settings: { search: { embeddingModel: 'none', ...search } }, restricted });
  };
  const search = () => client.connection.sendRequest<SearchResult>(searchMethod, { query: 'candle' });
  const tune = (action: TuneParams['action'] = 'tune') =>
    client.connection.sendRequest<TuneResult>(tuneMethod, { action });
  const opened = (query: string, name: string) => {
    const params: OpenedParams = { query, uri: pathToFileURL(join(folder, name)).href, line: 2 };
    return client.connection.sendNotification(openedMethod, params);
  };
  const openedHits = (params: OpenedHitsParams = {}) =>
    client.connection.sendRequest<OpenedHitsResult>(openedHitsMethod, params);
  const adapters = () =>
    existsSync(storage)
      ? readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('adapter'))
      : [];

  it('says in one sentence why nothing was changed, and what there is to remove', async () => {
    await start();
    await search();
    const { messages } = await tune();
    assert.equal(messages.length, 1);
    assert.equal(messages[0], 'Nothing was changed: no passage of this folder has a vector yet.');
    assert.deepEqual((await tune('remove')).messages, ['Searches are not tuned.']);
    assert.deepEqual(adapters(), []);
  });

  it('does nothing in a workspace that is not trusted', async () => {
    await start({}, true);
    assert.match((await tune()).messages[0]!, /trusted/);
  });

  it('trains with the model, tells how far it is, and ends when it is cancelled', async () => {
    await start({ embeddingModel: 'auto' });
    await search();
    await client.until(() => {
      const status = client.indexStatuses.at(-1);
      return status?.state === 'ready' && status.embedded === things.length * doings.length;
    });
    const cancelled = new CancellationTokenSource();
    const request = client.connection.sendRequest<TuneResult>(tuneMethod, { action: 'tune' }, cancelled.token);
    await client.until(() => client.indexStatuses.at(-1)?.tuning !== undefined);
    cancelled.cancel();
    await assert.rejects(request, { code: LSPErrorCodes.RequestCancelled });
    await client.until(() => client.indexStatuses.at(-1)?.tuning === undefined);
    assert.deepEqual(adapters(), []);
    const { messages } = await tune();
    assert.match(messages[0]!, /^(?:Searches are tuned|Nothing was changed): /);
    const stages = new Set(client.indexStatuses.flatMap(({ tuning }) => tuning?.stage ?? []));
    assert.ok(stages.has('embedding'), [...stages].join());
    assert.equal(adapters().length, messages[0]!.startsWith('Searches') ? 1 : 0);
  });

  it('keeps hits that were opened only where that is wanted, shows them and forgets them', async () => {
    await start();
    await search();
    await opened('night candle', 'candle-sings.md');
    assert.deepEqual(await openedHits(), { hits: [] });
    await client.stop();
    await start({ learnFromOpened: true });
    await search();
    await opened('night candle', 'candle-sings.md');
    await opened('rain', 'door-opens.md');
    assert.deepEqual(await openedHits(), {
      hits: [
        { query: 'rain', path: 'door-opens.md' },
        { query: 'night candle', path: 'candle-sings.md' },
      ],
    });
    assert.deepEqual(await openedHits({ forget: true }), { hits: [] });
    assert.deepEqual(await openedHits(), { hits: [] });
  });
});
