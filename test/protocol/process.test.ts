import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { commands } from '../../server/src/shared/protocol';
import {
  type IndexStatus,
  indexMethod,
  indexStatusMethod,
  type SearchResult,
  searchMethod,
} from '../../server/src/shared/searchProtocol';
import { fullCapabilities, ProtocolClient } from '../support/protocolClient';

describe('the language server as a process', () => {
  let child: ChildProcess;
  let connection: ProtocolConnection;
  beforeEach(() => {
    child = spawn(process.execPath, ['dist/cli/main.js', 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.listen();
  });
  afterEach(() => {
    connection.dispose();
    child.kill();
  });

  const initialize = () =>
    connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { diagnostic: {} } },
      workspaceFolders: null,
    });

  it('proofreads over standard input and output, and ends with 0 when it is told to', async () => {
    const { serverInfo } = await initialize();
    assert.equal(serverInfo?.name, 'surprisal');
    await connection.sendNotification(InitializedNotification.type, {});
    const uri = 'file:///letter.md';
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'markdown', version: 1, text: 'It has no mistaeks.\n' },
    });
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.deepEqual(report.kind === 'full' && report.items.map(({ code }) => code), ['spelling/unknown-word']);
    await connection.sendRequest(ShutdownRequest.type);
    const exit = once(child, 'exit');
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await exit, [0, null]);
  });

  it('searches a folder that it has indexed, in the folder that its client has for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-'));
    mkdirSync(join(folder, 'notes'));
    writeFileSync(join(folder, 'notes/garden.md'), '# Garden\n\nPlant tomatoes when the soil is warm.\n');
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(join(folder, 'notes')).href, name: 'notes' }],
      initializationOptions: { clientCommands: [], storage: pathToFileURL(join(folder, 'storage')).href },
    });
    const ready = new Promise<IndexStatus>((resolve) =>
      connection.onNotification(indexStatusMethod, (status: IndexStatus) => {
        if (status.files === 1) resolve(status);
      }),
    );
    await connection.sendNotification(InitializedNotification.type, {});
    await connection.sendRequest<IndexStatus>(indexMethod, { action: 'start' });
    assert.equal((await ready).passages, 1);
    const { hits } = await connection.sendRequest<SearchResult>(searchMethod, { query: 'tomatoes' });
    assert.deepEqual(
      hits.map(({ path, range }) => [path, range.start.line]),
      [['garden.md', 0]],
    );
    // What comes out of the other thread is what it was there.
    assert.match((await connection.sendRequest<SearchResult>(searchMethod, { query: '"soil' })).problem ?? '', /mark/);
    await connection.sendRequest(ShutdownRequest.type);
    // The next one may write it.
    assert.deepEqual(
      readdirSync(join(folder, 'storage'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('lock'),
      ),
      [],
    );
    rmSync(folder, { recursive: true });
  });

  const openInChinese = async (text: string): Promise<string> => {
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      locale: 'zh-cn',
      capabilities: {
        textDocument: {
          diagnostic: {},
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        },
      },
      workspaceFolders: null,
      initializationOptions: {
        l10nFolder: pathToFileURL('client/l10n').href,
        clientCommands: [commands.turnKindOff],
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    const uri = 'file:///letter.md';
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'markdown', version: 1, text },
    });
    return uri;
  };

  it('tells findings in the language of its client, and names their kinds in it', async () => {
    const uri = await openInChinese(
      [
        'It has no mistaeks. I saw the the letters. She is a honest woman , and i like her.',
        "The old dog wagged it's tail. They lost there keys in the park on monday.",
        'We  go home,, and he said yes?.',
        '',
      ].join('\n\n'),
    );
    const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.ok(report.kind === 'full');
    const told = new Map(report.items.map(({ code, message }) => [code, String(message)]));
    assert.equal(told.get('repetition/doubled-word'), '“the”写了两遍。');
    assert.equal(told.get('spacing/space-before-mark'), '“,”前不应有空格。');
    assert.match(told.get('confusion/confused-word') ?? '', /^此处用“their”的可能性是“there”的 [\d,]+ 倍。$/);
    assert.equal(told.size, 10);
    // Beside the words of the text and the marks there is nothing Latin in them.
    for (const message of told.values()) assert.doesNotMatch(message.replace(/“[^”]*”/g, ''), /\p{Script=Latin}|[{}]/u);
    const hover = await connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 12 },
    });
    assert.match(JSON.stringify(hover?.contents), /“mistaeks”可能是“mistakes”的误拼。.*拼写，把握/);
  });

  it('speaks the language of its client where it has the texts', async () => {
    const uri = await openInChinese('It has no mistaeks.\n');
    const position = { line: 0, character: 12 };
    const actions = await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    const titles = (actions ?? []).map(({ title }) => title);
    assert.ok(titles.includes('改为“mistakes”'), titles.join());
    assert.ok(titles.includes('将“mistaeks”加入您的词典'), titles.join());
    assert.ok(titles.includes('关闭“拼写”类问题'), titles.join());
  });

  it('ends when its client goes away', async () => {
    await initialize();
    const exit = once(child, 'exit');
    child.stdin!.end();
    const [code] = (await exit) as [number];
    assert.equal(code, 1);
  });
});

describe('the capabilities', () => {
  it('are these for a client that pulls', async () => {
    const client = await ProtocolClient.start();
    assert.deepEqual(client.initializeResult.capabilities, {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2, save: true },
      notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'markdown' }] }] },
      diagnosticProvider: { identifier: 'surprisal', interFileDependencies: false, workspaceDiagnostics: false },
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.surprisal'], resolveProvider: true },
      hoverProvider: true,
      completionProvider: {},
      inlineCompletionProvider: {},
      executeCommandProvider: {
        commands: [
          'surprisal.addToUserDictionary',
          'surprisal.addToWorkspaceDictionary',
          'surprisal.ignoreHere',
          'surprisal.turnKindOff',
          'surprisal.acceptGrammar',
        ],
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
    await client.until(() => client.registered.length === 2);
    assert.deepEqual(client.registered.toSorted(), [
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
    await client.stop();
  });

  it('leave out the commands that the client performs', async () => {
    const client = await ProtocolClient.start({
      capabilities: fullCapabilities,
      initializationOptions: { clientCommands: ['surprisal.turnKindOff'] },
    });
    const { executeCommandProvider } = client.initializeResult.capabilities;
    assert.ok(executeCommandProvider?.commands.includes('surprisal.ignoreHere'));
    assert.ok(!executeCommandProvider?.commands.includes('surprisal.turnKindOff'));
    await client.stop();
  });
});
