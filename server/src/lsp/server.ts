import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type NotebookDocuments,
  type TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyzer } from '../analysis/analyzer';
import type { EditorSearchSettings } from '../configuration/searchSettings';
import type { OperatingPoint } from '../proofreading/settings';
import { type InitializationOptions, settingsSection } from '../shared/protocol';
import { AcceptedEdits } from './acceptedEdits';
import { answerAskRequests } from './ask/askRequests';
import { pulls } from './capabilities';
import { ClientNotices } from './clientNotices';
import { CompletionSettingsSource } from './completion/completionSettingsSource';
import { Completions } from './completion/completions';
import { onInlineCompletion } from './completion/inlineCompletion';
import { InlineSuggestions } from './completion/inlineSuggestions';
import { onRewordings } from './completion/rewordings';
import { onCompletion } from './completion/wordList';
import { WorkspaceParts } from './completion/workspaceParts';
import { DiagnosticsPusher, pullDiagnostics } from './diagnostics';
import { DocumentSession, type SessionPort } from './documentSession';
import { EditorSettings } from './editorSettings';
import { Feedback } from './feedback';
import { learnUndone, onLearnt } from './feedbackRequests';
import { GrammarQueue } from './grammarQueue';
import { GrammarTiers } from './grammarTiers';
import { IgnoredFindings } from './ignoredFindings';
import { innermostFolder } from './innermostFolder';
import { NeuralClient } from './neuralClient';
import { NeuralWords } from './neuralWords';
import { answerRelatedRequests } from './related/relatedRequests';
import {
  checkDocumentRequest,
  checkWorkspaceRequest,
  dictionaryRequest,
  explainSentenceRequest,
  learntRequest,
  rewordingsRequest,
  tokenScoresRequest,
  visibleRangesNotification,
} from './requests';
import { editorStorage } from './search/indexPlace';
import { RelatedWords } from './search/relatedWords';
import { SearchedStore } from './search/searchedStore';
import { answerSearchRequests } from './search/searchRequests';
import { askStorePassword } from './search/storePassword';
import { WorkspaceSearch } from './search/workspaceSearch';
import { logError, type ServerPorts, type Services } from './services';
import { filePathOf, SettingsSource } from './settingsSource';
import { onCodeAction, onCodeActionResolve, onExplainSentence, onHover, onTokenScores } from './textRequests';
import { WatchedFiles } from './watchedFiles';
import { WorkspaceCheck } from './workspaceCheck';
import { onCheckDocument, onDictionary, onExecuteCommand } from './workspaceRequests';

/** Several changes at once ask for one refresh. */
const REFRESH_AFTER_MS = 50;

/** What lives as long as one client's session. */
export class Server implements Services {
  readonly capabilities: ClientCapabilities;
  readonly settings: SettingsSource;
  readonly ignored = new IgnoredFindings();
  readonly feedback: Feedback | undefined;
  readonly acceptedEdits = new AcceptedEdits();
  readonly neural: NeuralWords;
  readonly grammar: GrammarQueue;
  readonly search: WorkspaceSearch;
  readonly store: SearchedStore;
  readonly relatedWords: RelatedWords;
  readonly completions: Completions;
  readonly inline: InlineSuggestions;
  readonly workspaceParts: WorkspaceParts;
  readonly sessions = new Map<string, DocumentSession>();
  private workspaceFolders: readonly WorkspaceFolder[];
  private readonly editorSettings: EditorSettings;
  private readonly notices: ClientNotices;
  private readonly completionSettings: CompletionSettingsSource;
  private readonly workspaceCheck: WorkspaceCheck;
  private readonly pusher: DiagnosticsPusher | undefined;
  private readonly watchedFiles: WatchedFiles;
  private readonly neuralClient: NeuralClient;
  private readonly grammarTiers: GrammarTiers;
  private analyzer: Promise<Analyzer> | undefined;
  private refreshTimer: NodeJS.Timeout | undefined;
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
    const restricted = options.restricted === true;
    this.editorSettings = new EditorSettings(connection, this.capabilities, restricted);
    this.notices = new ClientNotices(connection, options.clientCommands !== undefined);
    this.feedback = restricted ? undefined : new Feedback();
    this.settings = new SettingsSource({
      editorSettings: (uri) => this.editorSettings.for(uri),
      pathOf: this.pathOf,
      isToldOfChanges: this.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      thresholdShifts: this.feedback?.loweredThresholds ?? {},
      tell: (message) => connection.console.warn(message),
      onWordLists: (paths) => this.watchedFiles.watchWordLists(paths),
    });
    this.neuralClient = new NeuralClient({
      create: (settings) => ports.createNeural(settings, (line) => connection.console.log(line)),
      settings: () => this.editorSettings.neural(),
      onState: (id, state) => this.notices.tellNeuralState(id, state),
    });
    const onFailed = (error: unknown): void => logError(connection, 'neural model', error);
    const { neuralClient: client } = this;
    // A document may have been closed meanwhile.
    const onScored = (uri: string): void => {
      if (this.sessions.has(uri)) this.notices.tellScoresChanged(uri);
    };
    this.neural = new NeuralWords({ client, onScored, onFailed });
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
      editorSettings: (uri) => this.editorSettings.for(uri),
      restricted,
      pathOf: this.pathOf,
      folderOf: (path) => innermostFolder(this.workspaceFolders, path),
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
      settings: () => this.editorSettings.store(),
      open: (place, settings) => ports.openStore(place, settings, warn),
      keepsPasswords: options.clientCommands !== undefined,
      password: (name) => askStorePassword(connection, name),
      now: () => ports.now(),
    });
    this.search = new WorkspaceSearch({
      folders: this.folders,
      open: (root, index, settings) => ports.openSearch(root, index, settings, warn),
      store: this.store,
      settingsFor: this.searchSettings,
      storage: {
        editor: editorStorage(options),
        restricted,
      },
      onUse: () => this.watchedFiles.watchWorkspace(),
      onStatus: (status) => this.notices.tellIndexStatus(status),
      onFailed: (error) => logError(connection, 'search', error),
    });
    this.relatedWords = new RelatedWords(this.search, (error) => logError(connection, 'related words', error));
    this.workspaceCheck = new WorkspaceCheck(this);
    this.pusher = pulls(this.capabilities) ? undefined : new DiagnosticsPusher(this);
  }

  /** Those of a folder of the workspace. */
  readonly searchSettings = (uri: string): Promise<EditorSearchSettings> =>
    this.editorSettings.search(uri, this.settings.searchLayers(filePathOf(uri) ?? ''));

  /** A cell's is its notebook's. */
  readonly pathOf = (uri: string): string | undefined =>
    filePathOf(this.notebooks.findNotebookDocumentForCell(uri)?.uri ?? uri);

  readonly leastConfidence = (code: string, point: OperatingPoint): number =>
    this.grammarTiers.leastConfidence(code, point);

  readonly folders = (): readonly WorkspaceFolder[] => this.workspaceFolders;

  async analyzerFor(languageId: string): Promise<Analyzer> {
    if (this.analyzer === undefined) {
      this.notices.tellStatus({ state: 'loading' });
      this.analyzer = this.ports.loadAnalyzer();
      this.analyzer
        .then(() => this.ports.loadNgram())
        .then(
          ({ id }) => this.notices.tellStatus({ state: 'ready', models: [id] }),
          (error: Error) => {
            this.restingState = 'degraded';
            this.notices.tellStatus({ state: 'degraded', detail: error.message });
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
      onPass: (state, lastMs) =>
        this.notices.tellStatus({ state: state === 'busy' ? 'busy' : this.restingState, lastMs }),
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
      this.editorSettings.push(settings);
      this.changed();
    });
    answerSearchRequests(this, this.neuralClient);
    answerAskRequests(this, this.neuralClient, this.editorSettings);
    answerRelatedRequests(this);
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
    this.editorSettings.forget();
    this.neuralClient.reconfigure().catch((error: unknown) => logError(this.connection, 'neural model', error));
    this.refresh();
  }
}
