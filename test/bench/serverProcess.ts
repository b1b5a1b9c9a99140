import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  CancellationToken,
  CancellationTokenSource,
  CompletionRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type InlineCompletionItem,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkDocumentMethod, settingsSection, visibleRangesMethod } from '../../server/src/shared/protocol';

const program = join(import.meta.dirname, '../../dist/cli/main.js');

/** The language server as a process of its own, with one document open in it. */
export class ServerProcess {
  private readonly child = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  private readonly connection = createProtocolConnection(
    new StreamMessageReader(this.child.stdout),
    new StreamMessageWriter(this.child.stdin),
  );
  private document = TextDocument.create('file:///bench.md', 'markdown', 0, '');
  private resultId: string | undefined;
  private onRefresh: () => void = () => {};

  /** @param settings as an editor has them for `surprisal` */
  async start(settings: object): Promise<void> {
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => this.onRefresh());
    this.connection.listen();
    await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { [settingsSection]: settings },
    });
  }

  stop(): void {
    this.connection.dispose();
    this.child.kill();
  }

  /** Opens a text in place of the one before; its first lines are in view. */
  async open(text: string): Promise<void> {
    const { uri, version } = this.document;
    if (version > 0)
      await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    this.document = TextDocument.create(uri, 'markdown', version + 1, text);
    this.resultId = undefined;
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'markdown', version: version + 1, text },
    });
    const ranges = [{ start: { line: 0, character: 0 }, end: { line: 60, character: 0 } }];
    await this.connection.sendNotification(visibleRangesMethod, { textDocument: { uri }, ranges });
  }

  get length(): number {
    return this.document.getText().length;
  }

  /** Types `text` at an offset. */
  type(offset: number, text: string): Promise<void> {
    return this.replace(offset, 0, text);
  }

  async replace(offset: number, length: number, text: string): Promise<void> {
    const { uri, version } = this.document;
    const start = this.document.positionAt(offset);
    const contentChanges = [{ range: { start, end: this.document.positionAt(offset + length) }, text }];
    this.document = TextDocument.update(this.document, contentChanges, version + 1);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: version + 1 },
      contentChanges,
    });
  }

  async pull(): Promise<DocumentDiagnosticReport> {
    const { uri } = this.document;
    const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(this.resultId !== undefined && { previousResultId: this.resultId }),
    });
    this.resultId = report.resultId;
    return report;
  }

  /** Until the findings of the document are final, those of grammar included. */
  async judged(): Promise<void> {
    await this.connection.sendRequest(checkDocumentMethod, { textDocument: { uri: this.document.uri } });
  }

  /** Text behind an offset, as an editor asks for it by itself. */
  async inline(offset: number, token?: CancellationToken): Promise<readonly InlineCompletionItem[]> {
    const answer = await this.connection.sendRequest(
      InlineCompletionRequest.type,
      {
        textDocument: { uri: this.document.uri },
        position: this.document.positionAt(offset),
        context: { triggerKind: InlineCompletionTriggerKind.Automatic },
      },
      token ?? CancellationToken.None,
    );
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  /** The list of words at an offset. */
  async words(offset: number): Promise<void> {
    const position = this.document.positionAt(offset);
    await this.connection.sendRequest(CompletionRequest.type, { textDocument: { uri: this.document.uri }, position });
  }

  /** Milliseconds from a cancellation to the end of the pull that it was for. */
  async cancelledPull(): Promise<number> {
    const source = new CancellationTokenSource();
    const { uri } = this.document;
    const pull = this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token);
    const started = performance.now();
    source.cancel();
    await pull.then(undefined, () => {});
    return performance.now() - started;
  }

  /** The server's next wish that findings be asked for again: it has judged a long text to its end. */
  refreshed(): Promise<void> {
    return new Promise((resolve) => {
      this.onRefresh = resolve;
    });
  }
}
