/**
 * What client and server say to each other beyond the Language Server Protocol 3.18: method names and plain shapes.
 * The contract imports nothing from outside, so that each side builds its own request types from the names. Positions are LSP's: zero-based lines, UTF-16 columns.
 */

export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

/** Passed by our client at start; every field may be absent, as other editors send none. */
export interface InitializationOptions {
  /** Commands of code actions that the client performs itself; the server does not register them. */
  readonly clientCommands?: readonly string[];
  /** URI of the folder that holds `bundle.l10n.<locale>.json`; the locale itself is LSP's `locale`. */
  readonly l10nFolder?: string;
  /** URI of a folder of the client's own, for search indexes; absent: the user's cache folder. */
  readonly storage?: string;
  /** The client may not write into the workspace: it is not trusted. */
  readonly restricted?: boolean;
  /** What a check of the workspace sends about an open document is shown only once nobody asks about that document any more. */
  readonly keepsSent?: boolean;
  /** The client's hovers tell the messages of findings by themselves. */
  readonly tellsMessages?: boolean;
}

/**
 * What a client answers to `workspace/configuration` for `settingsSection`. Ours answers only what somebody set: what is
 * absent is left to `.surprisal.json` and the defaults. Other clients may answer null.
 */
export interface EditorSettings {
  readonly dialect?: string;
  readonly operatingPoint?: string;
  readonly minConfidence?: number;
  /** The severity of some kinds of finding, or `off`. */
  readonly kinds?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  /** Absolute paths of word lists; a setting of the machine, never of a workspace. */
  readonly dictionaries?: readonly string[];
  /** `auto`, `neural` or `ngram`; asked for without a document, as is `inference`. */
  readonly model?: string;
  readonly inference?: { readonly threads?: number; readonly idleMinutes?: number };
  /** Asked for of the folder that is searched. */
  readonly search?: {
    readonly enabled?: boolean;
    readonly indexAtStart?: boolean;
    /** `auto`, `none` or the id of an imported model; a setting of the machine, as is `storage`. */
    readonly embeddingModel?: string;
    readonly relatedWords?: boolean;
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
    readonly maxFileSize?: number;
    readonly stemmer?: string;
    readonly k1?: number;
    readonly b?: number;
    /** `editor` or `folder`. */
    readonly storage?: string;
    /** Hits that are opened are kept with their queries, to learn from; a setting of the machine. */
    readonly learnFromOpened?: boolean;
    /** `postgres://user@host/database`, without a password; of the machine, as are the names of the sources to keep to. */
    readonly store?: string;
    readonly storeSources?: readonly string[];
  };
}

export const settingsSection = 'surprisal';

/** Commands of code actions. Arguments: one `CommandArguments` object. */
export const commands = {
  addToUserDictionary: 'surprisal.addToUserDictionary',
  addToWorkspaceDictionary: 'surprisal.addToWorkspaceDictionary',
  ignoreHere: 'surprisal.ignoreHere',
  turnKindOff: 'surprisal.turnKindOff',
  /** A suggestion of grammar was taken; runs after its edit. */
  acceptGrammar: 'surprisal.acceptGrammar',
} as const;

export interface CommandArguments {
  readonly uri: string;
  /** For the dictionaries. */
  readonly word?: string;
  /** For `turnKindOff`: a kind of finding. */
  readonly kind?: string;
  /** For `turnKindOff`: what the code action was called, for a question about it. */
  readonly title?: string;
  /** For `ignoreHere`: the finding with its sentence, as the server's own code action gave it. */
  readonly context?: string;
  /** For `ignoreHere` and `acceptGrammar`: the class of a finding of grammar. */
  readonly grammarClass?: string;
  /** For `acceptGrammar`: where the edit begins, what was there and what is there now. */
  readonly edit?: { readonly position: WirePosition; readonly before: string; readonly after: string };
}

/** Carried in `Diagnostic.data`, so that a client need not read messages. */
export interface DiagnosticData {
  readonly kind: string;
  /** Calibrated probability that the finding is right, 0 to 1. */
  readonly confidence: number;
  /** Best first. */
  readonly candidates: readonly string[];
}

/** Request, client to server: the surprisal of the words in some ranges, for the heat map. */
export const tokenScoresMethod = 'surprisal/tokenScores';

export interface TokenScoresParams {
  readonly textDocument: { readonly uri: string };
  /** Nothing outside is answered; absent: the whole document. */
  readonly ranges?: readonly WireRange[];
}

export interface TokenScoresResult {
  /** Of the document that was scored. */
  readonly version: number;
  readonly model: string;
  /** Ascending. */
  readonly scores: readonly TokenScoreItem[];
}

export interface TokenScoreItem {
  readonly range: WireRange;
  /** -log2 P(word | the words before it). */
  readonly surprisalBits: number;
}

/**
 * Notification, server to client: the scores of a document are better known than when they were asked for, as once the neural model
 * is loaded. Asking again is answered anew.
 */
export const scoresChangedMethod = 'surprisal/scoresChanged';

export interface ScoresChangedParams {
  readonly textDocument: { readonly uri: string };
}

/** Notification, client to server: what of a document is in view, so that a large one is judged there first. */
export const visibleRangesMethod = 'surprisal/visibleRanges';

export interface VisibleRangesParams {
  readonly textDocument: { readonly uri: string };
  readonly ranges: readonly WireRange[];
}

/** Request, client to server: a sentence told word by word. Null where no sentence stands. */
export const explainSentenceMethod = 'surprisal/explainSentence';

export interface ExplainSentenceParams {
  readonly textDocument: { readonly uri: string };
  readonly position: WirePosition;
}

export interface ExplainSentenceResult {
  readonly range: WireRange;
  readonly sentence: string;
  readonly model: string;
  /** exp of the mean negative log probability of the tokens. */
  readonly perplexity: number;
  readonly tokens: readonly ExplainedToken[];
}

export interface ExplainedToken {
  readonly range: WireRange;
  readonly text: string;
  readonly surprisalBits: number;
  readonly probability: number;
  /** 1 is what the model expected most; null for a word that is outside its vocabulary; absent for one that it reads in several pieces. */
  readonly rank?: number | null;
  /** What the model expected instead, best first. */
  readonly expected: readonly { readonly text: string; readonly probability: number }[];
}

/** Request, client to server: judge a document anew; answers once its findings are final. */
export const checkDocumentMethod = 'surprisal/checkDocument';

export interface CheckDocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Request, client to server, with work-done progress and cancellation: proofread the files of all folders, .gitignore honoured. */
export const checkWorkspaceMethod = 'surprisal/checkWorkspace';

export interface CheckWorkspaceParams {
  readonly workDoneToken?: string | number;
}

export interface CheckResult {
  readonly files: number;
  readonly words: number;
  readonly findings: number;
  readonly elapsedMs: number;
}

/** Request, client to server: where a dictionary lies; the file is made when it is not there. */
export const dictionaryMethod = 'surprisal/dictionary';

export interface DictionaryParams {
  readonly scope: 'user' | 'workspace';
  /** A document or folder of the workspace that is meant. */
  readonly uri?: string;
}

export interface DictionaryResult {
  readonly uri: string;
}

/** Request, client to server: what was learnt from suggestions of grammar that were taken, ignored or undone. */
export const learntMethod = 'surprisal/learnt';

export interface LearntParams {
  /** It is forgotten first. */
  readonly forget?: boolean;
}

export interface LearntResult {
  /** By name. */
  readonly classes: readonly LearntClassItem[];
}

export interface LearntClassItem {
  readonly grammarClass: string;
  readonly accepted: number;
  readonly ignored: number;
  readonly undone: number;
  /** Added to the log odds of the least confidence that is shown. */
  readonly shift: number;
}

/** Notification, server to client: what it is doing, for the status item. */
export const statusMethod = 'surprisal/status';

export interface StatusParams {
  readonly state: 'loading' | 'ready' | 'busy' | 'degraded';
  /** Models in use, e.g. `surprisal-en-4gram`. */
  readonly models: readonly string[];
  /** Time of the last pass over a document, in milliseconds. */
  readonly lastMs?: number;
  /** Why it is degraded, in one sentence. */
  readonly detail?: string;
  /** Absent when a setting has switched it off, and before anything was asked of it. */
  readonly neural?: NeuralStatus;
}

export interface NeuralStatus {
  readonly model: string;
  readonly state: 'unloaded' | 'loading' | 'loaded' | 'unavailable';
  /** Why it is unavailable, in one sentence. */
  readonly detail?: string;
}
