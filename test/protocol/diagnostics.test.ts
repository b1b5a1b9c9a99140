import assert from 'node:assert/strict';
import { CancellationTokenSource, DocumentDiagnosticRequest, LSPErrorCodes } from 'vscode-languageserver-protocol/node';
import type { DiagnosticData } from '../../server/src/shared/protocol';
import { fullCapabilities, ProtocolClient } from '../support/protocolClient';

const uri = 'untitled:letter.md';
const text = '# A letter\n\nIt has no mistaeks. I recieve the the letters.\n';
const at = (line: number, character: number) => ({ line, character });
const typed = { start: at(2, 10), end: at(2, 18) };

/** Long enough that judging it takes many turns. */
const longText = Array.from({ length: 4000 }, (_, n) => `Paragraph ${n} of this letter has many mistaeks in it.`).join(
  '\n\n',
);

describe('pulled diagnostics', () => {
  let client: ProtocolClient;
  /** Stands still for reports that are to be whole however busy the machine is. */
  let now: () => number;
  beforeEach(async () => {
    now = () => 0;
    client = await ProtocolClient.start({ ports: { now: () => now() } });
  });
  afterEach(() => client.stop());

  it('name what is improbable, with ranges in UTF-16', async () => {
    await client.open(uri, text.replace('It has', '\u{1F600} It has'));
    const [first] = await client.diagnostics(uri);
    assert.deepEqual(first?.range, { start: at(2, 13), end: at(2, 21) });
    assert.equal(first?.source, 'surprisal');
    assert.equal(first?.code, 'spelling/unknown-word');
    assert.equal((first?.data as DiagnosticData | undefined)?.candidates[0], 'mistakes');
  });

  it('are unchanged when nothing changed, and new after an edit', async () => {
    await client.open(uri, text);
    const first = await client.pull(uri);
    assert.deepEqual(await client.pull(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await client.change(uri, typed, 'mistakes');
    const second = await client.pull(uri, first.resultId);
    assert.equal(second.kind, 'full');
    assert.notEqual(second.resultId, first.resultId);
  });

  it('are those of the newest text: an overtaken pull is asked for again, or answered with the new text', async () => {
    now = () => performance.now();
    await client.open(uri, longText);
    const overtaken = client.diagnostics(uri).catch(({ code, data }: { code: number; data?: unknown }) => {
      assert.equal(code, LSPErrorCodes.ServerCancelled);
      assert.deepEqual(data, { retriggerRequest: true });
      return undefined;
    });
    await client.change(uri, { start: at(0, 0), end: at(10_000, 0) }, text);
    const found = await client.diagnostics(uri);
    assert.deepEqual(new Set(found.map(({ range }) => range.start.line)), new Set([2]));
    assert.deepEqual((await overtaken) ?? found, found);
  });

  it('end at once when they are cancelled', async () => {
    now = () => performance.now();
    await client.open(uri, longText);
    const source = new CancellationTokenSource();
    const pull = client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token);
    source.cancel();
    await assert.rejects(pull, { code: LSPErrorCodes.RequestCancelled });
  });

  it('of a long text come in part first, with what is in view; a refresh asks for the rest', async () => {
    now = () => performance.now();
    await client.open(uri, longText);
    const first = await client.pull(uri);
    assert.equal(first.kind, 'full');
    await client.until(() => client.refreshes > 0);
    const second = await client.pull(uri, first.resultId);
    assert.equal(second.kind === 'full' && second.items.length, 4000);
    assert.ok(first.kind === 'full' && first.items.length > 0 && first.items.length < 4000);
  });

  it('come whole to a client that cannot be asked to pull again', async () => {
    const { diagnostics: _, ...workspace } = fullCapabilities.workspace ?? {};
    const poor = await ProtocolClient.start({ capabilities: { ...fullCapabilities, workspace } });
    await poor.open(uri, longText);
    assert.equal((await poor.diagnostics(uri)).length, 4000);
    await poor.stop();
  });

  it('are not taken for those of an earlier text when a document is opened again', async () => {
    await client.open(uri, text);
    const before = await client.pull(uri);
    await client.close(uri);
    await client.open(uri, 'Nothing is wrong here.\n');
    const after = await client.pull(uri, before.resultId);
    assert.deepEqual(after.kind === 'full' && after.items, []);
  });

  it('are unchanged in many documents that are open at once', async () => {
    const uris = Array.from({ length: 40 }, (_, n) => `untitled:${n}.md`);
    const ids = new Map<string, string | undefined>();
    for (const one of uris) {
      await client.open(one, text);
      ids.set(one, (await client.pull(one)).resultId);
    }
    for (const one of uris) assert.equal((await client.pull(one, ids.get(one))).kind, 'unchanged');
  });

  it('are none for a document that is not open or has no prose', async () => {
    assert.deepEqual(await client.diagnostics('untitled:unknown'), []);
    await client.open('untitled:data.bin', text, 'some-language');
    assert.deepEqual(await client.diagnostics('untitled:data.bin'), []);
  });

  it('ask once for a refresh when the configuration changes, and follow it', async () => {
    await client.open(uri, text);
    const before = await client.pull(uri);
    client.settings = { kinds: { spelling: 'off' } };
    for (let n = 0; n < 3; n++)
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.refreshes > 0);
    const after = await client.pull(uri, before.resultId);
    assert.deepEqual(
      after.kind === 'full' && after.items.map(({ code }) => code),
      before.kind === 'full' && before.items.map(({ code }) => code).filter((code) => code !== 'spelling/unknown-word'),
    );
    assert.equal(client.refreshes, 1);
  });

  it('use the settings that can be used and note the others', async () => {
    client.settings = { dialect: 'klingon', kinds: { spelling: 'error' } };
    await client.open(uri, text);
    const [first] = await client.diagnostics(uri);
    assert.equal(first?.severity, 1);
    await client.until(() => client.logged.some((message) => message.includes('surprisal.dialect')));
  });
});

describe('pushed diagnostics', () => {
  let client: ProtocolClient;
  const { diagnostic: _, ...poor } = fullCapabilities.textDocument ?? {};
  beforeEach(async () => {
    client = await ProtocolClient.start({ capabilities: { textDocument: poor } });
  });
  afterEach(() => client.stop());

  it('come to a client that cannot pull, with the version', async () => {
    assert.equal(client.initializeResult.capabilities.diagnosticProvider, undefined);
    await client.open(uri, text);
    await client.until(() => client.published.length > 0);
    assert.equal(client.published[0]?.version, 1);
    assert.ok((client.published[0]?.diagnostics.length ?? 0) >= 3);
    await client.change(uri, typed, 'mistakes');
    await client.until(() => client.published.some(({ version }) => version === 2));
  });

  it('are one report for keys typed in a row', async () => {
    await client.open(uri, text);
    for (let n = 0; n < 20; n++) await client.change(uri, { start: at(0, 0), end: at(0, 0) }, 'a');
    await client.until(() => client.published.length > 0);
    assert.deepEqual(
      client.published.map(({ version }) => version),
      [21],
    );
  });

  it('follow settings that such a client sends', async () => {
    await client.open(uri, text);
    await client.until(() => client.published.length > 0);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { surprisal: { kinds: { spelling: 'off' } } },
    });
    await client.until(() => client.published.length > 1);
    const codes = client.published.at(-1)?.diagnostics.map(({ code }) => code);
    assert.ok(codes !== undefined && codes.length > 0 && !codes.includes('spelling/unknown-word'));
  });

  it('are taken back when a document is closed, and none comes after that', async () => {
    await client.open(uri, longText);
    await client.until(() => client.published.length > 0);
    await client.close(uri);
    await client.until(() => client.published.at(-1)?.diagnostics.length === 0);
    const count = client.published.length;
    // The server answers in order: what it had to say of the closed document would have come before this.
    await client.open('untitled:other.md', text);
    await client.until(() => client.published.some((published) => published.uri === 'untitled:other.md'));
    assert.equal(client.published.filter((published) => published.uri === uri).length, count);
  });
});
