import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { indexMethod, type SearchResult, type SenseParams, senseMethod } from '../../server/src/shared/searchProtocol';
import { folderWith } from '../support/program';
import { ProtocolClient } from '../support/protocolClient';

describe('a word in one sense', () => {
  const asked = 'We sat on the grassy bank and watched the boats.';
  const files = {
    'money.md': 'The bank charges a fee for every transfer abroad.\n',
    'river.md': 'Willows grow along the banks where the water is slow.\n',
    'asked.md': `${asked}\n`,
  };
  let client: ProtocolClient;
  const root = folderWith(files);
  const start = async (embeddingModel: string) => {
    client = await ProtocolClient.start({
      settings: { model: 'ngram', search: { embeddingModel } },
      folder: pathToFileURL(root).href,
      initializationOptions: { clientCommands: [], storage: pathToFileURL(folderWith()).href },
    });
    await client.connection.sendRequest(indexMethod, { action: 'start' });
    await client.until(() => {
      const { state, files: read } = client.indexStatuses.at(-1) ?? {};
      return read === 3 && (state === 'ready' || state === 'embedding');
    });
  };
  afterEach(() => client.stop());

  const sense = (params: SenseParams) => client.connection.sendRequest<SearchResult>(senseMethod, params);
  const word = { text: asked, start: asked.indexOf('bank'), end: asked.indexOf('bank') + 4 };

  it('is found first where it means the same, and not where it stands', async () => {
    await start('auto');
    const place = { line: 0, character: word.start };
    const location = { uri: pathToFileURL(join(root, 'asked.md')).href, range: { start: place, end: place } };
    const { hits } = await sense({ ...word, location });
    assert.deepEqual(
      hits.map(({ path }) => path),
      ['river.md', 'money.md'],
    );
    const { hits: everywhere } = await sense({ ...word, limit: 1 });
    assert.deepEqual(
      everywhere.map(({ path }) => path),
      ['asked.md'],
    );
  });

  it('is not looked for where no word stands or no model reads it, and it is said why', async () => {
    await start('none');
    assert.match((await sense({ text: 'a ... b', start: 3, end: 3 })).problem!, /No word stands/);
    assert.match((await sense(word)).problem!, /embedding model/);
  });
});
