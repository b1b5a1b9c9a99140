import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import { type CheckResult, checkWorkspaceMethod } from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const text = 'It has no mistaeks.\n';
const longText = Array.from({ length: 20_000 }, (_, n) => `Paragraph ${n} of it has many mistaeks in it.`).join('\n\n');

describe('a check of the workspace', () => {
  withUserFolder();
  let client: ProtocolClient;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    client = await ProtocolClient.start({ folder: pathToFileURL(folder).href });
  });
  afterEach(() => client.stop());

  const check = () => client.connection.sendRequest<CheckResult>(checkWorkspaceMethod, {});
  const countsOf = (uri: string) =>
    client.published.filter((published) => published.uri === uri).map(({ diagnostics }) => diagnostics.length);

  it('takes findings back from a file that is opened, however the editor writes its URI', async () => {
    const path = join(folder, "it's a (1).md");
    writeFileSync(path, text);
    await check();
    const { uri } = client.published[0]!;
    // As VS Code encodes it.
    const encoded = uri.replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
    assert.notEqual(encoded, uri);
    await client.open(encoded, text);
    await client.until(() => countsOf(uri).length === 2);
    assert.deepEqual(countsOf(uri), [1, 0]);
  });

  it('takes findings back from a file that is gone by the next one', async () => {
    const path = join(folder, 'letter.md');
    writeFileSync(path, text);
    await check();
    rmSync(path);
    assert.equal((await check()).files, 0);
    assert.deepEqual(countsOf(pathToFileURL(path).href), [1, 0]);
  });

  it('answers other requests, and its cancellation, while it is at a long file', async () => {
    writeFileSync(join(folder, 'long.md'), longText);
    const source = new CancellationTokenSource();
    const checked = client.connection.sendRequest<CheckResult>(checkWorkspaceMethod, {}, source.token);
    let ended = false;
    const refused = assert.rejects(checked, { code: LSPErrorCodes.RequestCancelled }).finally(() => {
      ended = true;
    });
    await client.open('untitled:other.md', text);
    assert.equal((await client.diagnostics('untitled:other.md')).length, 1);
    assert.ok(!ended);
    source.cancel();
    await refused;
  });

  it('finds in a file what is found in it once it is open', async () => {
    const path = join(folder, 'long.md');
    writeFileSync(path, longText);
    assert.equal((await check()).findings, 20_000);
  });
});
