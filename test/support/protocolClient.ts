import { PassThrough } from 'node:stream';
import {
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  type DidChangeWatchedFilesRegistrationOptions,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { sealedSecret } from '../../client/src/search/sealedSecret';
import { serveStreams } from '../../server/src/lsp/serve';
import type { ServerPorts } from '../../server/src/lsp/services';
import { shippedPorts } from '../../server/src/lsp/shippedPorts';
import {
  type ScoresChangedParams,
  type StatusParams,
  scoresChangedMethod,
  statusMethod,
} from '../../server/src/shared/protocol';
import {
  type IndexStatus,
  indexStatusMethod,
  type StorePasswordParams,
  type StorePasswordResult,
  storePasswordMethod,
} from '../../server/src/shared/searchProtocol';

/** What VS Code's client can do, as far as the server looks at it. */
export const fullCapabilities: InitializeParams['capabilities'] = {
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      resolveSupport: { properties: ['edit'] },
      dataSupport: true,
    },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
  },
};

export interface ClientOptions {
  readonly capabilities?: InitializeParams['capabilities'];
  readonly initializationOptions?: unknown;
  readonly folder?: string;
  /** By name. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly ports?: Partial<ServerPorts>;
  /** What the editor answers for the section `surprisal`; otherwise that no neural model is to be started, and grammar left alone, so that the first report is the last. */
  readonly settings?: unknown;
}

/** A client in this process, over two streams, to the real server. */
export class ProtocolClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  /** Patterns of files, or of their names in a folder. */
  readonly watched: string[] = [];
  readonly shownMessages: string[] = [];
  readonly statuses: StatusParams[] = [];
  readonly indexStatuses: IndexStatus[] = [];
  /** Of documents whose scores have changed. */
  readonly scored: string[] = [];
  /** By the names of search stores, as the user has set them. */
  readonly storePasswords = new Map<string, string>();
  refreshes = 0;
  settings: unknown;
  initializeResult!: InitializeResult;
  private readonly watchers = new Set<() => void>();
  private readonly versions = new Map<string, number>();

  private constructor(readonly connection: ProtocolConnection) {}

  static async start(options: ClientOptions = {}): Promise<ProtocolClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    serveStreams(toServer, toClient, { ...shippedPorts(), ...options.ports });
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const client = new ProtocolClient(connection);
    client.settings = options.settings ?? { model: 'ngram', kinds: { grammar: 'off' } };
    client.listen();
    client.initializeResult = await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders:
        options.folders !== undefined
          ? Object.entries(options.folders).map(([name, uri]) => ({ uri, name }))
          : options.folder === undefined
            ? null
            : [{ uri: options.folder, name: 'folder' }],
      capabilities: options.capabilities ?? fullCapabilities,
      ...(options.initializationOptions !== undefined && { initializationOptions: options.initializationOptions }),
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }

  async open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Sends one incremental change. */
  async change(uri: string, range: Range, text: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  /** The findings of a document, pulled. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('a full report was expected');
    return report.items;
  }

  /** Waits until a condition holds; it is looked at after every message of the server. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  private listen(): void {
    const { connection } = this;
    const seen = () => {
      for (const look of [...this.watchers]) look();
    };
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      seen();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
      seen();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.shownMessages.push(message);
      seen();
    });
    connection.onNotification(statusMethod, (status: StatusParams) => {
      this.statuses.push(status);
      seen();
    });
    connection.onNotification(indexStatusMethod, (status: IndexStatus) => {
      this.indexStatuses.push(status);
      seen();
    });
    connection.onNotification(scoresChangedMethod, ({ textDocument }: ScoresChangedParams) => {
      this.scored.push(textDocument.uri);
      seen();
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      for (const { registerOptions } of registrations) {
        const { watchers = [] } = (registerOptions ?? {}) as Partial<DidChangeWatchedFilesRegistrationOptions>;
        for (const { globPattern } of watchers)
          this.watched.push(typeof globPattern === 'string' ? globPattern : globPattern.pattern);
      }
      seen();
    });
    connection.onRequest(storePasswordMethod, ({ name, publicKey }: StorePasswordParams): StorePasswordResult => {
      const password = this.storePasswords.get(name);
      return password === undefined ? {} : { password: sealedSecret(password, publicKey) };
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings));
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
      seen();
    });
    connection.listen();
  }
}
