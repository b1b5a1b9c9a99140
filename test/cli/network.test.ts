import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { scoresChangedMethod, type TokenScoresResult, tokenScoresMethod } from '../../server/src/shared/protocol';
import { NetworkTrace } from '../support/networkTrace';
import { cleanEnvironment, folderWith, programPath } from '../support/program';

describe('the network', () => {
  const unavailable = NetworkTrace.unavailable();

  function trace(command: readonly string[]) {
    const network = new NetworkTrace();
    const [program, ...parameters] = network.wrap(command);
    const { status, stdout } = spawnSync(program, parameters, { encoding: 'utf8', env: cleanEnvironment() });
    return { status, stdout, callsOut: network.callsOut() };
  }

  before(function () {
    if (!unavailable) return;
    console.log(`    skipped: ${unavailable}`);
    this.skip();
  });

  it('would be seen: the trace tells of a program that opens a socket, and of one that connects', () => {
    const listens = "require('node:net').createServer().listen(0, '127.0.0.1', function () { this.close(); })";
    assert.notDeepEqual(trace([process.execPath, '-e', listens]).callsOut, []);
    const path = JSON.stringify(join(folderWith(), 'nobody.sock'));
    const connects = `require('node:net').connect(${path}).on('error', () => {})`;
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(connects)}])`;
    assert.notDeepEqual(trace([process.execPath, '-e', child]).callsOut, []);
  });

  it('is left alone by surprisal check and the process of its neural model', () => {
    const folder = folderWith({
      'letter.md': 'It has no mistaeks, and the the end is near.\n',
      'code.ts': '// A tset.\n',
    });
    const { status, stdout, callsOut } = trace([process.execPath, programPath, 'check', folder]);
    assert.equal(status, 1);
    assert.match(stdout, /mistaeks/);
    assert.deepEqual(callsOut, []);
  }).timeout(60_000);

  it('is left alone by surprisal score and the process of its neural model', () => {
    const folder = folderWith({ 'letter.txt': 'They play rock and roll.\n' });
    const command = [process.execPath, programPath, 'score', '--model', 'neural', '--format', 'jsonl'];
    const { status, stdout, callsOut } = trace([...command, join(folder, 'letter.txt')]);
    assert.equal(status, 0);
    assert.match(stdout, /smollm2-135m/);
    assert.deepEqual(callsOut, []);
  }).timeout(60_000);

  for (const [name, command] of [
    ['surprisal lsp --stdio', [programPath, 'lsp', '--stdio']],
    ['the server that the extension starts', [join(programPath, '../../server/main.js'), '--stdio']],
  ] as const) {
    it(`is left alone by ${name} while a document is opened, edited, hovered over, repaired and scored by the neural model`, async () => {
      const network = new NetworkTrace();
      const [program, ...parameters] = network.wrap([process.execPath, ...command]);
      const child = spawn(program, parameters, { stdio: ['pipe', 'pipe', 'inherit'], env: cleanEnvironment() });
      const server = createProtocolConnection(
        new StreamMessageReader(child.stdout),
        new StreamMessageWriter(child.stdin),
      );
      server.listen();
      await server.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: null,
        workspaceFolders: null,
        // As our own client does: it is told when the neural model's scores are there.
        initializationOptions: { clientCommands: ['surprisal.turnKindOff'] },
        capabilities: { textDocument: { diagnostic: {}, codeAction: { codeActionLiteralSupport: quickFixes } } },
      });
      await server.sendNotification(InitializedNotification.type, {});
      const textDocument = { uri: 'file:///letter.md' };
      const found = async () => {
        const report = await server.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
        return report.kind === 'full' ? report.items : [];
      };
      await server.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { ...textDocument, languageId: 'markdown', version: 1, text: 'It has no mistaeks.\n' },
      });
      assert.equal((await found()).length, 1);
      const start = { line: 0, character: 0 };
      await server.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { ...textDocument, version: 2 },
        contentChanges: [{ range: { start, end: start }, text: 'A sentance more. ' }],
      });
      const findings = await found();
      assert.equal(findings.length, 2);
      const { range } = findings[0]!;
      const actions = await server.sendRequest(CodeActionRequest.type, {
        textDocument,
        range,
        context: { diagnostics: [...findings] },
      });
      assert.ok(actions && actions.length > 0);
      assert.ok(await server.sendRequest(HoverRequest.type, { textDocument, position: range.start }));
      const scored = new Promise((resolve) => server.onNotification(scoresChangedMethod, resolve));
      const scores = () => server.sendRequest<TokenScoresResult>(tokenScoresMethod, { textDocument });
      assert.notEqual((await scores()).model, 'smollm2-135m');
      await scored;
      assert.equal((await scores()).model, 'smollm2-135m');
      await server.sendRequest(ShutdownRequest.type);
      const ended = once(child, 'exit');
      await server.sendNotification(ExitNotification.type);
      assert.deepEqual(await ended, [0, null]);
      server.dispose();
      assert.deepEqual(network.callsOut(), []);
    }).timeout(60_000);
  }
});

const quickFixes = { codeActionKind: { valueSet: ['quickfix'] } };
