import {
  type CancellationToken,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  DiagnosticCollectionSource,
  DiagnosticPullMode,
  DocumentDiagnosticRequest,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  ProgressType,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
  WorkDoneProgress,
} from 'vscode-languageclient/node';
import {
  commands,
  type InitializationOptions,
  type ScoresChangedParams,
  type StatusParams,
  scoresChangedMethod,
  statusMethod,
} from '../../server/src/shared/protocol';
import {
  type IndexStatus,
  indexStatusMethod,
  type StorePasswordParams,
  storePasswordMethod,
} from '../../server/src/shared/searchProtocol';
import type { ServedDocuments } from './languagesServed';
import { createMiddleware, type MiddlewareParts } from './middleware';
import { storePasswordAnswer } from './search/storePasswordAnswer';
import type { ServerState, WorkDoneValue } from './serverState';
import { checksOn, clientSettings } from './settings';

export interface Surroundings extends MiddlewareParts {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly selector: ServedDocuments[];
}

export interface ServerEvents {
  onState(state: ServerState): void;
  onStatus(status: StatusParams): void;
  /** @param uri of a document whose scores are better known than when they were asked for */
  onScores(uri: string): void;
  onIndexStatus(status: IndexStatus): void;
  /** The user wants another server after this one ended for good. */
  restart(): Promise<void>;
}

/** One run of the language client over all servers it starts. */
export interface ServerConnection {
  start(): Promise<void>;
  isRunning(): boolean;
  /** Whether requests are answered, if only once the server has started. */
  answers(): boolean;
  request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result>;
  notify(method: string, params: object): Promise<void>;
  onProgress(token: string, handler: (value: WorkDoneValue) => void): Disposable;
  onPartialResult<Part>(token: string, handler: (part: Part) => void): Disposable;
  pullAgain(): void;
  dispose(): Promise<void>;
}

const stateOf = (state: State): ServerState => {
  switch (state) {
    case State.Starting:
      return 'starting';
    case State.Running:
      return 'running';
    case State.Stopped:
      return 'stopped';
    case State.StartFailed:
      return 'failed';
  }
};

/** Makes the language client; nothing runs before its `start`. */
export const connectToServer = (surroundings: Surroundings, events: ServerEvents): ServerConnection => {
  const client: LanguageClient = new LanguageClient(
    'surprisal',
    'Surprisal',
    serverOptions(surroundings.context),
    clientOptions(
      surroundings,
      errorHandler(() => client, surroundings.log, events),
    ),
  );
  const subscriptions = Disposable.from(
    client.onDidChangeState(({ newState }) => events.onState(stateOf(newState))),
    client.onNotification(statusMethod, (status: StatusParams) => events.onStatus(status)),
    client.onNotification(scoresChangedMethod, ({ textDocument }: ScoresChangedParams) =>
      events.onScores(textDocument.uri),
    ),
    client.onNotification(indexStatusMethod, (status: IndexStatus) => events.onIndexStatus(status)),
    client.onRequest(storePasswordMethod, (params: StorePasswordParams) =>
      storePasswordAnswer(surroundings.context.secrets, params),
    ),
  );
  return {
    start: () => client.start(),
    isRunning: () => client.state === State.Running,
    answers: () => client.state === State.Running || client.state === State.Starting,
    // An absent token must not be passed on: the library would send two parameters by position.
    request: (method, params, token) =>
      token === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, token),
    notify: (method, params) => client.sendNotification(method, params),
    onProgress: (token, handler) => client.onProgress(WorkDoneProgress.type, token, handler),
    onPartialResult: <Part>(token: string, handler: (part: Part) => void) =>
      client.onProgress(new ProgressType<Part>(), token, handler),
    pullAgain: () => client.getFeature(DocumentDiagnosticRequest.method).refresh(),
    dispose: () => {
      subscriptions.dispose();
      return client.dispose();
    },
  };
};

const serverOptions = (context: ExtensionContext): ServerOptions => {
  const module = context.asAbsolutePath('dist/server/main.js');
  const transport = TransportKind.ipc;
  return {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
  };
};

const clientOptions = (surroundings: Surroundings, errorHandler: ErrorHandler): LanguageClientOptions => {
  const { context, log, selector, findings } = surroundings;
  const initializationOptions = (): InitializationOptions => ({
    clientCommands: [commands.turnKindOff],
    l10nFolder: Uri.joinPath(context.extensionUri, 'client', 'l10n').toString(),
    storage: context.globalStorageUri.toString(),
    restricted: !workspace.isTrusted,
    keepsSent: true,
    tellsMessages: true,
  });
  return {
    documentSelector: selector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    progressOnInitialization: true,
    initializationOptions,
    initializationFailedHandler: () => false,
    errorHandler,
    middleware: createMiddleware(surroundings),
    diagnosticCollectionProvider: {
      create: (_, source) => (source === DiagnosticCollectionSource.push ? findings.pushed : findings.pulled),
      dispose: (reports) => reports.clear(),
    },
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      // True leaves the document out.
      filter: (document, mode) =>
        mode === (checksOn(document) === 'type' ? DiagnosticPullMode.onSave : DiagnosticPullMode.onType),
    },
  };
};

/** The library's policy, with our words: a server that ends is started again so many times within three minutes. */
const errorHandler = (client: () => LanguageClient, log: LogOutputChannel, events: ServerEvents): ErrorHandler => {
  const { maxRestarts } = clientSettings();
  let policy: ErrorHandler | undefined;
  const standard = (): ErrorHandler => {
    policy ??= client().createDefaultErrorHandler(maxRestarts);
    return policy;
  };
  return {
    error: async (error, message, count) => ({ ...(await standard().error(error, message, count)), handled: true }),
    closed: async () => {
      const result = await standard().closed();
      if (result.action === CloseAction.DoNotRestart) void offerRestart(log, events);
      return { ...result, handled: true };
    },
  };
};

const offerRestart = async (log: LogOutputChannel, events: ServerEvents): Promise<void> => {
  const restart = l10n.t('Restart');
  const showLog = l10n.t('Show Log');
  const chosen = await window.showErrorMessage(
    l10n.t('The language server of Surprisal ended several times and is not started again.'),
    restart,
    showLog,
  );
  if (chosen === restart) await events.restart();
  if (chosen === showLog) log.show();
};
