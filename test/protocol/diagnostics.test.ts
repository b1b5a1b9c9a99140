import assert from 'node:assert/strict';
import type { DiagnosticData } from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';

const uri = 'untitled:letter.md';
const text = '# A letter\n\nIt has no mistaeks. I recieve the the letters.\n';

describe('pulled diagnostics', () => {
  let client: ProtocolClient;
  beforeEach(async () => {
    client = await ProtocolClient.start();
  });
  afterEach(() => client.stop());

  it('name what is improbable, with ranges in UTF-16', async () => {
    await client.open(uri, text.replace('It has', '\u{1F600} It has'));
    const [first] = await client.diagnostics(uri);
    assert.deepEqual(first?.range, { start: { line: 2, character: 13 }, end: { line: 2, character: 21 } });
    assert.equal(first?.source, 'surprisal');
    assert.equal(first?.code, 'spelling/unknown-word');
    assert.equal((first?.data as DiagnosticData | undefined)?.candidates[0], 'mistakes');
  });

  it('are unchanged when nothing changed, and new after an edit', async () => {
    await client.open(uri, text);
    const first = await client.pull(uri);
    const second = await client.pull(uri, first.resultId);
    assert.deepEqual(second, { kind: 'unchanged', resultId: first.resultId });
    const place = { line: 2, character: 14 };
    await client.change(uri, { start: place, end: { line: 2, character: 18 } }, 'akes');
    const third = await client.pull(uri, first.resultId);
    assert.equal(third.kind, 'full');
    assert.notEqual(third.resultId, first.resultId);
  });
});
