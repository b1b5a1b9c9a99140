import { join, sep } from 'node:path';
import {
  type ClientCapabilities,
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  NotebookDocuments,
  ProposedFeatures,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyzer } from '../analysis/analyzer';
import { type NeuralSettings, parseNeuralSettings } from '../configuration/neuralSettings';
import { type EditorSearchSettings, parseSearchSettings } from '../configuration/searchSettings';
import { defaultStoreSettings, parseStoreSettings } from '../configuration/storeSettings';
import type { ModelState } from '../inference/clientOptions';
import { userCacheFolder } from '../platform/userFolders';
import type { OperatingPoint } from '../proofreading/settings';
import { commands, type InitializationOptions, type StatusParams, settingsSection } from '../shared/protocol';
import type { IndexStatus } from '../shared/searchProtocol';
import { AcceptedEdits } from './acceptedEdits';
import { serverCapabilities } from './capabilities';
import { CompletionSettingsSource } from './completion/completionSettingsSource';
import { Completions } from './completion/completions';
import { onInlineCompletion } from './completion/inlineCompletion';
import { InlineSuggestions } from './completion/inlineSuggestions';
import { onRewordings } from './completion/rewordings';
import { onCompletion } from './completion/wordList';
import { WorkspaceParts } from './completion/workspaceParts';
import { DiagnosticsPusher, pullDiagnostics } from './diagnostics';
import { DocumentSession, type SessionPort } from './documentSession';
import { Feedback } from './feedback';
import { learnUndone, onLearnt } from './feedbackRequests';
import { GrammarQueue } from './grammarQueue';
import { GrammarTiers } from './grammarTiers';
import { IgnoredFindings } from './ignoredFindings';
import { NeuralClient } from './neuralClient';
import { type NeuralState, neuralStatus, withNeural } from './neuralStatus';
import { NeuralWords } from './neuralWords';
import {
  checkDocumentRequest,
  checkWorkspaceRequest,
  dictionaryRequest,
  explainSentenceRequest,
  learntRequest,
  rewordingsRequest,
  scoresChangedNotification,
  statusNotification,
  tokenScoresRequest,
  visibleRangesNotification,
} from './requests';
import { indexStatusNotification, storePasswordRequest } from './search/requests';
import { SecretQuestion } from './search/sealedSecret';
import { SearchedStore, type SearchedStoreSettings } from './search/searchedStore';
import { answerSearchRequests } from './search/searchRequests';
import { WorkspaceSearch } from './search/workspaceSearch';
import { logError, type ServerPorts, type Services } from './services';
import { filePathOf, SettingsSource } from './settingsSource';
import { shippedPorts } from './shippedPorts';
import { onCodeAction, onCodeActionResolve, onExplainSentence, onHover, onTokenScores } from './textRequests';
import { loadTexts } from './texts';
import { WatchedFiles } from './watchedFiles';
import { WorkspaceCheck } from './workspaceCheck';
import { onCheckDocument, onDictionary, onExecuteCommand } from './workspaceRequests';

/** Several changes at once ask for one refresh. */
const REFRESH_AFTER_MS = 50;

/** Whether a client asks for findings; to the others they are sent. */
const pulls = ({ textDocument }: ClientCapabilities): boolean => textDocument?.diagnostic !== undefined;

/** Serves the Language Server Protocol 3.18 over a connection until it ends. */
const startServer = (connection: Connection, ports: ServerPorts): void => {
  const documents = new TextDocuments(TextDocument);
  const notebooks = new NotebookDocuments(documents);
  connection.onInitialize((params): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    loadTexts(options.l10nFolder, params.locale);
    const own = Object.values(commands).filter((command) => options.clientCommands?.includes(command) !== true);
    new Server(connection, documents, notebooks, ports, params, options).start();
    return {
      capabilities: serverCapabilities(own, pulls(params.capabilities)),
      serverInfo: { name: 'surprisal', version: ports.version },
    };
  });
  documents.listen(connection);
  notebooks.listen(connection);
  connection.listen();
};

/** What lives as long as one client's session. */
class Server implements Services {
  readonly capabilities: ClientCapabilities;
  readonly settings: SettingsSource;
  readonly ignored = new IgnoredFindings();
  readonly feedback: Feedback | undefined;
  readonly acceptedEdits = new AcceptedEdits();
  readonly neural: NeuralWords;
  readonly grammar: GrammarQueue;
  readonly search: WorkspaceSearch;
  readonly store: SearchedStore;
  readonly completions: Completions;
  readonly inline: InlineSuggestions;
  readonly workspaceParts: WorkspaceParts;
  readonly sessions = new Map<string, DocumentSession>();
  private workspaceFolders: readonly WorkspaceFolder[];
  private readonly completionSettings: CompletionSettingsSource;
  private readonly workspaceCheck: WorkspaceCheck;
  private readonly pusher: DiagnosticsPusher | undefined;
  private readonly watchedFiles: WatchedFiles;
  private readonly neuralClient: NeuralClient;
  private readonly grammarTiers: GrammarTiers;
  private analyzer: Promise<Analyzer> | undefined;
  /** What a client sends that cannot be asked. */
  private pushedSettings: unknown;
  private neuralSettings: Promise<NeuralSettings> | undefined;
  private refreshTimer: NodeJS.Timeout | undefined;
  private status: StatusParams = { state: 'ready', models: [] };
  private neuralState: NeuralState | undefined;
  /** While nothing is under way. */
  private restingState: 'ready' | 'degraded' = 'ready';

  constructor(
    readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly notebooks: NotebookDocuments<TextDocument>,
    readonly ports: ServerPorts,
    params: InitializeParams,
    readonly options: InitializationOptions,
  ) {
    this.capabilities = params.capabilities;
    this.workspaceFolders =
      params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: params.rootUri }] : []);
    this.feedback = options.restricted === true ? undefined : new Feedback();
    this.settings = new SettingsSource({
      editorSettings: (uri) => this.editorSettings(uri),
      pathOf: this.pathOf,
      isToldOfChanges: this.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      thresholdShifts: this.feedback?.loweredThresholds ?? {},
      tell: (message) => connection.console.warn(message),
      onWordLists: (paths) => this.watchedFiles.watchWordLists(paths),
    });
    this.neuralClient = new NeuralClient({
      create: (settings) => ports.createNeural(settings, (line) => connection.console.log(line)),
      settings: () => {
        this.neuralSettings ??= this.askNeuralSettings();
        return this.neuralSettings;
      },
      onState: (id, state) => this.tellNeuralState(id, state),
    });
    const onFailed = (error: unknown): void => logError(connection, 'neural model', error);
    const { neuralClient: client } = this;
    this.neural = new NeuralWords({ client, onScored: (uri) => this.tellScoresChanged(uri), onFailed });
    this.grammarTiers = new GrammarTiers({
      client,
      loadGrammarChecker: (neural) => ports.loadGrammarChecker(neural),
      onFailed,
    });
    this.grammar = new GrammarQueue({
      onFound: (uri) => this.showAnew(uri),
      onUnavailable: () => this.refresh(),
      onFailed,
    });
    this.completionSettings = new CompletionSettingsSource({
      editorSettings: (uri) => this.editorSettings(uri),
      restricted: options.restricted === true,
      pathOf: this.pathOf,
      folderOf: (path) => this.folderOf(path),
      tell: (message) => connection.console.warn(message),
    });
    this.completions = new Completions({
      settings: this.completionSettings,
      sessions: this.sessions,
      loadWordCompleter: (recent) => ports.loadWordCompleter(recent),
      pathOf: this.pathOf,
      now: () => ports.now(),
      onFailed: (error) => logError(connection, 'completion', error),
    });
    this.workspaceParts = new WorkspaceParts({
      folders: () => this.workspaceFolders.flatMap(({ uri }) => filePathOf(uri) ?? []),
      ignores: (path, isDirectory) => this.settings.ignores(path, isDirectory),
      now: () => ports.now(),
    });
    this.inline = new InlineSuggestions({
      completions: this.completions,
      client,
      isWord: (word) => ports.isWord(word),
      now: () => ports.now(),
      onFailed: (error) => logError(connection, 'inline completion', error),
    });
    this.watchedFiles = new WatchedFiles(connection, this.capabilities);
    const warn = (message: string): void => connection.console.warn(message);
    this.store = new SearchedStore({
      settings: () => this.storeSettings(),
      open: (place, settings) => ports.openStore(place, settings, warn),
      keepsPasswords: options.clientCommands !== undefined,
      password: (name) => this.storePassword(name),
      now: () => ports.now(),
    });
    this.search = new WorkspaceSearch({
      folders: this.folders,
      open: (root, index, settings) => ports.openSearch(root, index, settings, warn),
      store: this.store,
      settingsFor: (uri) => this.searchSettings(uri),
      storage: {
        editor: join(filePathOf(options.storage ?? '') ?? userCacheFolder(), 'search'),
        restricted: options.restricted === true,
      },
      onUse: () => this.watchedFiles.watchWorkspace(),
      onStatus: (status) => this.tellIndexStatus(status),
      onFailed: (error) => logError(connection, 'search', error),
    });
    this.workspaceCheck = new WorkspaceCheck(this);
    this.pusher = pulls(this.capabilities) ? undefined : new DiagnosticsPusher(this);
  }

  /** A cell's is its notebook's. */
  readonly pathOf = (uri: string): string | undefined =>
    filePathOf(this.notebooks.findNotebookDocumentForCell(uri)?.uri ?? uri);

  readonly leastConfidence = (code: string, point: OperatingPoint): number =>
    this.grammarTiers.leastConfidence(code, point);

  /** The innermost of the workspace that holds a file. */
  private folderOf(path: string): string | undefined {
    const holding = this.workspaceFolders
      .map(({ uri }) => filePathOf(uri))
      .filter((folder) => folder !== undefined)
      .filter((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
    return holding.sort((one, other) => other.length - one.length)[0];
  }

  private async editorSettings(scopeUri: string): Promise<unknown> {
    return this.capabilities.workspace?.configuration === true
      ? this.connection.workspace.getConfiguration({ scopeUri, section: settingsSection })
      : this.pushedSettings;
  }

  readonly folders = (): readonly WorkspaceFolder[] => this.workspaceFolders;

  async analyzerFor(languageId: string): Promise<Analyzer> {
    if (this.analyzer === undefined) {
      this.tellStatus({ state: 'loading' });
      this.analyzer = this.ports.loadAnalyzer();
      this.analyzer
        .then(() => this.ports.loadNgram())
        .then(
          ({ id }) => this.tellStatus({ state: 'ready', models: [id] }),
          (error: Error) => {
            this.restingState = 'degraded';
            this.tellStatus({ state: 'degraded', detail: error.message });
          },
        );
    }
    const analyzer = await this.analyzer;
    await analyzer.prepare([languageId]);
    return analyzer;
  }

  refresh(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => {
      if (this.pusher !== undefined) for (const uri of this.sessions.keys()) void this.pusher.push(uri);
      else if (this.capabilities.workspace?.diagnostics?.refreshSupport === true)
        this.connection.languages.diagnostics.refresh().then(undefined, () => {});
    }, REFRESH_AFTER_MS);
  }

  /** Findings of a document have come. */
  private showAnew(uri: string): void {
    if (this.pusher === undefined) this.refresh();
    else void this.pusher.push(uri);
  }

  start(): void {
    this.followDocuments();
    this.answerRequests();
    this.connection.onInitialized(() => this.register());
    this.connection.onShutdown(async () => {
      clearTimeout(this.refreshTimer);
      this.pusher?.dispose();
      this.completions.dispose();
      this.grammar.dispose();
      this.neuralClient.dispose();
      for (const session of this.sessions.values()) session.close();
      this.sessions.clear();
      this.store.close();
      await this.search.dispose();
    });
  }

  private followDocuments(): void {
    const port: SessionPort = {
      now: () => this.ports.now(),
      analyzerFor: (languageId) => this.analyzerFor(languageId),
      settingsFor: (uri) => this.settings.for(uri),
      grammarTier: async ({ proofreading }) =>
        proofreading.disabledKinds.has('grammar') ? undefined : this.grammarTiers.current(),
      wantGrammar: (wanted) => this.grammar.want(wanted),
      onCompleted: ({ uri }) => this.showAnew(uri),
      onFailed: (error) => logError(this.connection, 'analysis', error),
      onPass: (state, lastMs) => this.tellStatus({ state: state === 'busy' ? 'busy' : this.restingState, lastMs }),
    };
    this.documents.onDidOpen(({ document }) => {
      this.sessions.get(document.uri)?.close();
      this.sessions.set(document.uri, new DocumentSession(document, port));
      this.workspaceCheck.onOpen(document.uri);
    });
    // Comes after the opening too.
    this.documents.onDidChangeContent(({ document }) => {
      this.pusher?.schedule(document.uri);
      this.completions.follow(document.uri);
      learnUndone(this, document).catch((error: unknown) => logError(this.connection, 'feedback', error));
    });
    this.documents.onDidSave(({ document }) => this.search.changed([document.uri]));
    this.documents.onDidClose(({ document: { uri } }) => {
      this.sessions.get(uri)?.close();
      this.sessions.delete(uri);
      this.settings.close(uri);
      this.completions.close(uri);
      this.inline.forget(uri);
      this.completionSettings.close(uri);
      this.grammar.forget(uri);
      this.pusher?.close(uri);
    });
    this.connection.onNotification(visibleRangesNotification, ({ textDocument, ranges }) => {
      const session = this.sessions.get(textDocument.uri);
      if (session === undefined || ranges.length === 0) return;
      const visible = ranges.map(({ start, end }) => ({
        start: session.document.offsetAt(start),
        end: session.document.offsetAt(end),
      }));
      void session.look(visible);
    });
  }

  private answerRequests(): void {
    const { connection } = this;
    connection.languages.diagnostics.on((params, token) => pullDiagnostics(this, params, token));
    connection.onHover((params, token) => onHover(this, params, token));
    connection.languages.inlineCompletion.on(async (params, token) => [
      ...(await onInlineCompletion(this, params, token)),
    ]);
    connection.onCompletion((params, token) => onCompletion(this, params, token));
    connection.onCodeAction((params, token) => onCodeAction(this, params, token));
    connection.onCodeActionResolve((action) => onCodeActionResolve(this, action));
    connection.onExecuteCommand((params) => onExecuteCommand(this, params));
    connection.onRequest(tokenScoresRequest, (params, token) => onTokenScores(this, params, token));
    connection.onRequest(explainSentenceRequest, (params, token) => onExplainSentence(this, params, token));
    connection.onRequest(rewordingsRequest, (params, token) => onRewordings(this, this.neuralClient, params, token));
    connection.onRequest(checkDocumentRequest, (params, token) => onCheckDocument(this, params, token));
    connection.onRequest(checkWorkspaceRequest, (params, token) => this.workspaceCheck.run(params, token));
    connection.onRequest(dictionaryRequest, (params) => onDictionary(this, params));
    connection.onRequest(learntRequest, (params) => onLearnt(this, params));
    connection.onDidChangeConfiguration(({ settings }) => {
      this.pushedSettings = (settings as Readonly<Record<string, unknown>> | null)?.[settingsSection];
      this.changed();
    });
    answerSearchRequests(this, this.neuralClient);
    connection.onDidChangeWatchedFiles(({ changes }) => {
      if (changes.some(({ uri }) => this.watchedFiles.concernFindings(uri))) this.changed();
      this.search.changed(changes.map(({ uri }) => uri));
    });
  }

  /** Asks for what the client tells only those who ask. */
  private register(): void {
    const { client, workspace } = this.connection;
    const capabilities = this.capabilities.workspace;
    if (capabilities?.didChangeConfiguration?.dynamicRegistration === true)
      client
        .register(DidChangeConfigurationNotification.type, { section: settingsSection })
        .then(undefined, (error: unknown) => logError(this.connection, 'configuration is not followed', error));
    this.watchedFiles.watchConfigurations();
    this.search.useAtStart().catch((error: unknown) => logError(this.connection, 'search', error));
    if (capabilities?.workspaceFolders === true)
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.workspaceFolders = [...this.workspaceFolders.filter(({ uri }) => !gone.has(uri)), ...added];
        this.search.followFolders();
        this.changed();
      });
  }

  private changed(): void {
    this.settings.forget();
    this.completionSettings.forget();
    this.workspaceParts.forget();
    this.store.forget();
    this.search.followFolders();
    this.neuralSettings = undefined;
    this.neuralClient.reconfigure().catch((error: unknown) => logError(this.connection, 'neural model', error));
    this.refresh();
  }

  /** Those of a folder of the workspace. */
  private async searchSettings(uri: string): Promise<EditorSearchSettings> {
    const answer = await this.editorSettings(uri).catch(() => undefined);
    const { settings, notes } = parseSearchSettings(answer, this.settings.searchLayers(filePathOf(uri) ?? ''));
    for (const note of notes) this.connection.console.warn(note);
    return settings;
  }

  /** What the editor has set for the machine, which holds for all documents. */
  private async machineSettings(): Promise<unknown> {
    try {
      return this.capabilities.workspace?.configuration === true
        ? await this.connection.workspace.getConfiguration({ section: settingsSection })
        : this.pushedSettings;
    } catch {
      // A client that cannot answer has set nothing beside what it has sent.
      return this.pushedSettings;
    }
  }

  private async askNeuralSettings(): Promise<NeuralSettings> {
    const { settings, notes } = parseNeuralSettings(await this.machineSettings());
    for (const note of notes) this.connection.console.warn(note);
    return settings;
  }

  /** Whoever looks at what strangers wrote tells no server what they look for. */
  private async storeSettings(): Promise<SearchedStoreSettings> {
    const value = await this.machineSettings();
    const { settings, notes } = parseStoreSettings(value);
    for (const note of notes) this.connection.console.warn(note);
    const set = this.options.restricted === true ? defaultStoreSettings : settings;
    return { ...set, search: parseSearchSettings(value).settings };
  }

  private async storePassword(name: string): Promise<string | undefined> {
    const question = new SecretQuestion();
    const { publicKey } = question;
    try {
      const { password } = await this.connection.sendRequest(storePasswordRequest, { name, publicKey });
      return password && question.read(password);
    } catch (error) {
      // Then it comes from where it comes for the command line.
      logError(this.connection, 'password of the search store', error);
      return undefined;
    }
  }

  private tellNeuralState(id: string, state: ModelState): void {
    this.neuralState = neuralStatus(id, state);
    this.tellStatus({});
  }

  /** Only our own client knows the notification. */
  private tellScoresChanged(uri: string): void {
    if (this.options.clientCommands === undefined || !this.sessions.has(uri)) return;
    this.connection.sendNotification(scoresChangedNotification, { textDocument: { uri } }).catch(() => {});
  }

  /** Only our own client knows the notification. */
  private tellIndexStatus(status: IndexStatus): void {
    if (this.options.clientCommands === undefined) return;
    this.connection.sendNotification(indexStatusNotification, status).catch(() => {});
  }

  /** Only our own client knows the notification. */
  private tellStatus(change: Partial<StatusParams>): void {
    this.status = { ...this.status, ...change };
    if (this.options.clientCommands === undefined) return;
    const status = withNeural(this.status, this.neuralState);
    this.connection.sendNotification(statusNotification, status).catch(() => {});
  }
}

/** Serves whoever started this process, in the way that its arguments tell: `--stdio`, `--node-ipc`, `--socket`, `--pipe`. */
export const serveProcess = (): void => {
  const connection = createConnection(ProposedFeatures.all);
  // Node would end the process, and with it what it knows of every document.
  process.on('unhandledRejection', (error) => logError(connection, 'unhandled', error));
  startServer(connection, shippedPorts());
};

/** Serves a client over two streams, as tests do. */
export const serveStreams = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream, ports: ServerPorts): void =>
  startServer(createConnection(ProposedFeatures.all, input, output), ports);
