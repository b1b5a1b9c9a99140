import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AskResult, askMethod } from '../../server/src/shared/askProtocol';
import { EndpointServer } from '../support/endpointServer';
import { ProtocolClient } from '../support/protocolClient';

const words = ['Water', ' tomatoes', ' in', ' the', ' morning', '.'];

describe('a larger model that answers questions to the workspace', () => {
  let parent: string;
  let client: ProtocolClient;
  let server: EndpointServer;

  beforeEach(async () => {
    parent = mkdtempSync(join(tmpdir(), 'surprisal-'));
    mkdirSync(join(parent, 'notes'));
    writeFileSync(
      join(parent, 'notes', 'guide.md'),
      '# Tomatoes\n\nWater tomatoes in the morning. Plant tomatoes when the soil is warm.\n',
    );
    server = await EndpointServer.start(words);
  });

  afterEach(async () => {
    await client.stop();
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  });

  const answer = async (endpoint: object | undefined, restricted = false): Promise<AskResult> => {
    client = await ProtocolClient.start({
      settings: {
        model: 'ngram',
        kinds: { grammar: 'off' },
        search: { embeddingModel: 'none' },
        ...(endpoint && { inference: { endpoint } }),
      },
      folders: { notes: pathToFileURL(join(parent, 'notes')).href },
      initializationOptions: {
        clientCommands: [],
        storage: pathToFileURL(join(parent, 'storage')).href,
        restricted,
      },
    });
    for (;;) {
      const seen = client.indexStatuses.length;
      const params = { question: 'When are tomatoes watered in the morning?' };
      const result = await client.connection.sendRequest<AskResult>(askMethod, params);
      if (result.extracts.length > 0) return result;
      await client.until(() => client.indexStatuses.length > seen);
    }
  };

  it('writes once it is set, with the passages before it, and its sentences are checked', async () => {
    const { generated } = await answer({ url: server.url, model: 'qwen' });
    assert.equal(generated?.model, 'qwen');
    assert.deepEqual(
      generated.sentences.map(({ text, supported }) => [text, supported]),
      [['Water tomatoes in the morning.', true]],
    );
    const { body } = server.questions.at(-1)!;
    assert.match(body.prompt ?? '', /the soil is warm[\s\S]*When are tomatoes watered/);
  });

  it('is not asked unless it is set', async () => {
    assert.equal((await answer(undefined)).generated, undefined);
    assert.deepEqual(server.questions, []);
  });

  it('is never asked about a workspace that is not trusted', async () => {
    const { generated, notes } = await answer({ url: server.url }, true);
    assert.equal(generated, undefined);
    assert.ok(notes.some((note) => note.includes('neural model')));
    assert.deepEqual(server.questions, []);
  });

  it('is not used on another machine, and the answer says why', async () => {
    const { generated, notes, extracts } = await answer({ url: 'http://127.0.0.1.example.org:8080' });
    assert.equal(generated, undefined);
    assert.match(notes[0] ?? '', /127\.0\.0\.1\.example\.org is not this machine/);
    assert.ok(extracts.length > 0);
  });

  it('that does not answer leaves the extracts, and a note', async () => {
    const { url } = server;
    await server.stop();
    const { generated, notes, extracts } = await answer({ url });
    assert.equal(generated, undefined);
    assert.ok(notes.some((note) => /Nobody answers at the endpoint/.test(note)));
    assert.ok(extracts.length > 0);
  });
});
