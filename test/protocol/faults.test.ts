import assert from 'node:assert/strict';
import { HoverRequest } from 'vscode-languageserver-protocol/node';
import {
  type CheckResult,
  checkDocumentMethod,
  checkWorkspaceMethod,
  commands,
  dictionaryMethod,
  explainSentenceMethod,
  tokenScoresMethod,
  visibleRangesMethod,
} from '../../server/src/shared/protocol';
import { ProtocolClient } from '../support/protocolClient';
import { withUserFolder } from '../support/userFolder';

const uri = 'untitled:letter.md';
const text = 'It has no mistaeks.\n';
const initializationOptions = { clientCommands: [] };

describe('when something is at fault', () => {
  withUserFolder();

  it('without models nothing is found, the status says why, and a restart recovers', async () => {
    const broken = await ProtocolClient.start({
      initializationOptions,
      ports: { loadAnalyzer: () => Promise.reject(new Error('the model is not there; install Surprisal again')) },
    });
    await broken.open(uri, text);
    assert.deepEqual(await broken.diagnostics(uri), []);
    const position = { line: 0, character: 12 };
    assert.equal(await broken.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }), null);
    await broken.until(() => broken.statuses.at(-1)?.state === 'degraded');
    assert.match(broken.statuses.at(-1)?.detail ?? '', /install Surprisal again/);
    // Told once, not with every key.
    assert.deepEqual(await broken.diagnostics(uri), []);
    assert.equal(broken.logged.filter((message) => message.includes('install Surprisal again')).length, 1);
    await assert.rejects(
      broken.connection.sendRequest<CheckResult>(checkDocumentMethod, { textDocument: { uri } }),
      /install Surprisal again/,
    );
    await broken.stop();

    const restarted = await ProtocolClient.start({ initializationOptions });
    await restarted.open(uri, text);
    assert.equal((await restarted.diagnostics(uri)).length, 1);
    assert.equal(restarted.statuses.at(-1)?.state, 'ready');
    await restarted.stop();
  });

  it('without the model of hovers alone, what is found is still told', async () => {
    const client = await ProtocolClient.start({
      initializationOptions,
      ports: { loadNgram: () => Promise.reject(new Error('the model is not there')) },
    });
    await client.open(uri, text);
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.until(() => client.statuses.at(-1)?.state === 'degraded');
    await client.stop();
  });

  it('messages that make no sense are refused or passed over, and the next one is answered', async () => {
    const client = await ProtocolClient.start();
    await client.open(uri, text);
    const methods = [
      ...['textDocument/diagnostic', 'textDocument/hover', 'textDocument/codeAction', 'codeAction/resolve'],
      ...['workspace/executeCommand', tokenScoresMethod, explainSentenceMethod, checkDocumentMethod],
      ...[checkWorkspaceMethod, dictionaryMethod],
    ];
    const nonsense = [{}, { textDocument: null }, { textDocument: { uri: 3 } }, { arguments: [null] }, []];
    for (const method of methods)
      for (const params of nonsense) await client.connection.sendRequest(method, params).then(undefined, () => {});
    const notifications = [visibleRangesMethod, 'textDocument/didChange', 'textDocument/didClose', 'no/such'];
    for (const method of [...notifications, 'workspace/didChangeConfiguration'])
      for (const params of nonsense) await client.connection.sendNotification(method, params);
    for (const params of [{}, []]) await client.connection.sendNotification('textDocument/didOpen', params);
    const ranges = [{ start: { line: 9, character: 9 }, end: { line: -1, character: Number.NaN } }];
    await client.connection.sendNotification(visibleRangesMethod, { textDocument: { uri }, ranges });
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.stop();
  });

  it('commands with arguments that make no sense write nothing', async () => {
    const client = await ProtocolClient.start();
    const execute = (command: string, argument: unknown) =>
      client.connection.sendRequest('workspace/executeCommand', { command, arguments: [argument] });
    for (const argument of [{}, { word: 3 }, { word: 'two\nlines' }, { word: '' }, 'word', null])
      await execute(commands.addToUserDictionary, argument);
    await execute(commands.ignoreHere, { context: { no: 'text' } });
    await execute(commands.turnKindOff, { uri: 'file:///nowhere/a.md', kind: '__proto__' });
    const { uri: list } = await client.connection.sendRequest<{ uri: string }>(dictionaryMethod, { scope: 'user' });
    await client.open('untitled:b.md', text);
    assert.equal((await client.diagnostics('untitled:b.md')).length, 1);
    assert.match(list, /^file:/);
    assert.deepEqual(client.shownMessages, []);
    await client.stop();
  });

  it('a client that refuses what it is asked for is served all the same', async () => {
    const client = await ProtocolClient.start();
    client.connection.onRequest('client/registerCapability', () => {
      throw new Error('cannot');
    });
    client.connection.onRequest('workspace/configuration', () => {
      throw new Error('cannot');
    });
    await client.open(uri, text);
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.stop();
  });
});
