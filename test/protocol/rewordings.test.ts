import assert from 'node:assert/strict';
import { type RewordingsResult, rewordingsMethod } from '../../server/src/shared/completionProtocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const text = '# A letter\n\nIn order to see it, we do *not* go. In order to win we utilize `it` when it rains.\n';

describe('other wordings of a sentence', function () {
  this.timeout(60_000);
  withUserFolder();
  let client: ProtocolClient;
  afterEach(() => client.stop());

  const ask = (from: string, to = from) => {
    const character = (part: string) => text.split('\n')[2]!.indexOf(part);
    const range = {
      start: { line: 2, character: character(from) },
      end: { line: 2, character: from === to ? character(from) : character(to) + to.length },
    };
    return client.connection.sendRequest(rewordingsMethod, {
      textDocument: { uri },
      range,
    }) as Promise<RewordingsResult | null>;
  };

  it('are of the sentence at the caret, best first, and keep its markup', async () => {
    client = await ProtocolClient.start();
    await client.open(uri, text);
    const result = await ask('utilize');
    assert.equal(result?.version, 1);
    assert.equal(result?.sentence, 'In order to win we utilize `it` when it rains.');
    const sentences = result!.rewordings.map(({ sentence }) => sentence);
    for (const expected of ['In order to win we use `it` when it rains.', 'To win we utilize `it` when it rains.'])
      assert.ok(sentences.includes(expected), sentences.join(' | '));
    assert.ok(sentences.every((sentence) => sentence.includes('`it`') && !sentence.includes('dictate')));
    const perplexities = result!.rewordings.map(({ perplexity }) => perplexity);
    assert.deepEqual(
      perplexities,
      perplexities.toSorted((one, other) => one - other),
    );
    const use = result!.rewordings.find(({ newText }) => newText === 'use')!;
    assert.equal(text.split('\n')[2]!.slice(use.range.start.character, use.range.end.character), 'utilize');
  });

  it('are none outside of prose', async () => {
    client = await ProtocolClient.start();
    await client.open(uri, '```\nIn order to win\n```\n');
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };
    assert.equal(await client.connection.sendRequest(rewordingsMethod, { textDocument: { uri }, range }), null);
  });

  it('are by the neural model words of its own for selected ones', async () => {
    client = await ProtocolClient.start({ settings: { model: 'neural', inference: { threads: 1 } } });
    await client.open(uri, text);
    const result = await ask('win', 'win');
    assert.ok(result !== null);
    const selected = await client.connection.sendRequest<RewordingsResult | null>(rewordingsMethod, {
      textDocument: { uri },
      range: { start: { line: 2, character: 20 }, end: { line: 2, character: 22 } },
    });
    assert.ok(selected?.model.includes('smollm2'), selected?.model);
    assert.ok(selected!.rewordings.length > 0);
  });
});
