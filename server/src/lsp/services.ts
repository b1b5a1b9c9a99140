import type { ClientCapabilities, Connection, WorkspaceFolder } from 'vscode-languageserver/node';
import type { Analyzer } from '../analysis/analyzer';
import type { RecentWords } from '../completion/recentWords';
import type { WordCompleter } from '../completion/wordCompleter';
import type { NeuralSettings } from '../configuration/neuralSettings';
import type { EditorSearchSettings } from '../configuration/searchSettings';
import type { InferenceClient } from '../inference/client';
import type { Embedder } from '../lm/embedder';
import type { NgramLanguageModel } from '../lm/ngram/ngramLanguageModel';
import type { Finding } from '../proofreading/finding';
import type { GrammarChecker } from '../proofreading/grammar/grammarChecker';
import type { EditScorer } from '../proofreading/grammar/grammarRequest';
import type { OperatingPoint } from '../proofreading/settings';
import type { FolderSearch, PassageSearch } from '../search/folderSearch';
import type { StorePlace } from '../search/postgres/storeSearch';
import type { HistoryModel } from '../search/related/historyModel';
import type { HistoryQuestion } from '../search/related/historyThread';
import type { InitializationOptions } from '../shared/protocol';
import type { AcceptedEdits } from './acceptedEdits';
import type { Completions } from './completion/completions';
import type { InlineSuggestions } from './completion/inlineSuggestions';
import type { WorkspaceParts } from './completion/workspaceParts';
import type { DocumentSession, Judgement } from './documentSession';
import type { Feedback } from './feedback';
import type { GrammarQueue } from './grammarQueue';
import type { IgnoredFindings } from './ignoredFindings';
import type { NeuralWords } from './neuralWords';
import type { RelatedWords } from './search/relatedWords';
import type { SearchedStore } from './search/searchedStore';
import type { WorkspaceSearch } from './search/workspaceSearch';
import type { SettingsSource } from './settingsSource';

/** What the server is given by its process. */
export interface ServerPorts {
  readonly version: string;
  /** Loads the models; called once, when the first document is opened. */
  loadAnalyzer(): Promise<Analyzer>;
  loadNgram(): Promise<NgramLanguageModel>;
  loadWordCompleter(recent: RecentWords): Promise<WordCompleter>;
  /** Whether a word is one of English, in any of its dialects. */
  isWord(word: string): boolean;
  /** Words of much the same meaning, in the same form. */
  synonymsOf(word: string): readonly string[];
  /** The neural model's client, which starts nothing before it is asked something. */
  createNeural(settings: NeuralSettings, log: (line: string) => void): Promise<InferenceClient>;
  /** @param neural without one, n-grams judge grammar alone */
  loadGrammarChecker(neural?: EditScorer): Promise<GrammarChecker>;
  /** The embedding model of the user's choice, opened once; undefined where it cannot be had, and `tell` hears why. */
  embedder(choice: string, tell: (message: string) => void): Embedder | undefined;
  /** Opens the search index of a folder, made where it is not there; `index` is the folder that it lies in, and `tell` hears why vectors cannot be had. */
  openSearch(
    root: string,
    index: string,
    settings: EditorSearchSettings,
    tell: (message: string) => void,
  ): FolderSearch;
  /** The embedding model of a choice in the settings, opened once; undefined where there is none, and `tell` hears why. */
  openEmbedder(choice: string, tell: (message: string) => void): Embedder | undefined;
  /** Opens a store on a server to be searched; it is connected to at the first search. `tell` hears why vectors cannot be had. */
  openStore(place: StorePlace, settings: EditorSearchSettings, tell: (message: string) => void): PassageSearch;
  /** What the history of a repository tells, from another thread. @throws RepositoryError @throws the signal's reason */
  learnHistory(question: HistoryQuestion, signal: AbortSignal): Promise<HistoryModel>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

/** What the features of the server share. */
export interface Services {
  readonly connection: Connection;
  readonly ports: ServerPorts;
  readonly capabilities: ClientCapabilities;
  readonly options: InitializationOptions;
  readonly settings: SettingsSource;
  readonly ignored: IgnoredFindings;
  /** What was learnt from this user; undefined where nothing is learnt, as the workspace is not trusted. */
  readonly feedback: Feedback | undefined;
  readonly acceptedEdits: AcceptedEdits;
  /** The least confidence with which a finding of a class of grammar is shown. */
  readonly leastConfidence: (code: string, point: OperatingPoint) => number;
  readonly neural: NeuralWords;
  readonly grammar: GrammarQueue;
  readonly search: WorkspaceSearch;
  readonly store: SearchedStore;
  readonly relatedWords: RelatedWords;
  /** What holds for searches in a folder of the workspace. */
  readonly searchSettings: (folderUri: string) => Promise<EditorSearchSettings>;
  readonly completions: Completions;
  readonly inline: InlineSuggestions;
  readonly workspaceParts: WorkspaceParts;
  /** The file that a document is, or is part of; undefined where it lies elsewhere. */
  readonly pathOf: (uri: string) => string | undefined;
  readonly folders: () => readonly WorkspaceFolder[];
  readonly sessions: ReadonlyMap<string, DocumentSession>;
  /** The analyzer with the parsers that a language needs. */
  analyzerFor(languageId: string): Promise<Analyzer>;
  /** Asks clients to show findings anew, soon and once however often it is called. */
  refresh(): void;
}

/** Findings that the user has told to ignore, or has made us unsure of, are left out. */
export const shownFindings = (
  { ignored, feedback, leastConfidence }: Services,
  { snapshot, report, settings: { proofreading } }: Pick<Judgement, 'snapshot' | 'report' | 'settings'>,
): readonly Finding[] =>
  report.findings.filter(
    (finding) =>
      !ignored.has(snapshot, finding) &&
      feedback?.hides(finding, (code) =>
        leastConfidence(code, proofreading.grammarPoint ?? proofreading.operatingPoint),
      ) !== true,
  );

const logged = new WeakSet<Error>();

/** Notes an error in the client's log, once: what each request fails of, as a broken installation, is not repeated with every key. */
export const logError = ({ console }: Connection, what: string, error: unknown): void => {
  if (!(error instanceof Error)) console.error(`${what}: ${String(error)}`);
  else if (!logged.has(error)) {
    logged.add(error);
    console.error(`${what}: ${error.stack ?? error.message}`);
  }
};

/** Runs a handler so that nothing it does reaches the client as an exception: a client that once gets one may stop asking. */
export const total = async <Result>(
  { connection }: Pick<Services, 'connection'>,
  what: string,
  fallback: Result,
  handler: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await handler();
  } catch (error) {
    logError(connection, what, error);
    return fallback;
  }
};
