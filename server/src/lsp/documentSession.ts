import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisPass, AnalysisReport, Analyzer, DocumentAnalysis } from '../analysis/analyzer';
import type { DocumentSnapshot } from '../text/documentSnapshot';
import type { Span } from '../text/span';
import type { DocumentSettings } from './settingsSource';

/** How long steps are taken before the next message is looked at: a cancellation is answered within this and a step. */
const SLICE_MS = 8;

/** What is judged first where the client does not tell what is in view, in UTF-16 units. */
const USUALLY_VISIBLE: readonly Span[] = [{ start: 0, end: 20_000 }];

export interface SessionPort {
  readonly now: () => number;
  readonly analyzerFor: (languageId: string) => Promise<Analyzer>;
  readonly settingsFor: (uri: string) => Promise<DocumentSettings>;
  /** A pass that had been answered in part has come to its end. */
  readonly onCompleted: (session: DocumentSession) => void;
  /** How long a pass took from its start to its end, and whether one is under way. */
  readonly onPass: (state: 'busy' | 'idle', elapsedMs: number) => void;
}

/** What is known of a document at one version with one set of settings. */
export interface Judgement {
  readonly snapshot: DocumentSnapshot;
  readonly settings: DocumentSettings;
  readonly report: AnalysisReport;
  /** Whether the whole document has been judged. */
  readonly complete: boolean;
}

/** `superseded`: the document has moved on or was closed. */
export type Outcome = Judgement | 'cancelled' | 'superseded';

interface Cancellation {
  readonly isCancellationRequested: boolean;
}

interface RunningPass {
  readonly snapshot: DocumentSnapshot;
  readonly settings: DocumentSettings;
  readonly pass: AnalysisPass;
  readonly startedMs: number;
  complete: boolean;
  /** Somebody has the findings so far. */
  answered: boolean;
  /** Somebody takes its steps at present. */
  driven: boolean;
}

/** Lets messages that have come in be handled; timers and promises alone would not. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const never: Cancellation = { isCancellationRequested: false };

/** One open document: the newest text wins, and a text is judged once however often it is asked for. */
export class DocumentSession {
  /** What is in view. */
  visible: readonly Span[] = USUALLY_VISIBLE;
  private analysis: DocumentAnalysis | undefined;
  private running: RunningPass | undefined;
  private closed = false;

  constructor(
    readonly document: TextDocument,
    private readonly port: SessionPort,
  ) {}

  get uri(): string {
    return this.document.uri;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** The text as it is now: the document itself changes under whoever waits. */
  snapshot(): DocumentSnapshot {
    const { uri, version, languageId } = this.document;
    return { uri, version, languageId, text: this.document.getText() };
  }

  close(): void {
    this.closed = true;
    this.running = undefined;
    this.analysis = undefined;
  }

  /** The same text is judged anew when it is next asked for. */
  reset(): void {
    this.running = undefined;
    this.analysis = undefined;
  }

  /**
   * Judges the present text: all of it, or as much as the budget allows once what is in view is done. The rest is then judged in the
   * background, and `onCompleted` called. Never rejects but for a broken installation.
   */
  async judge(budgetMs: number, token: Cancellation = never): Promise<Outcome> {
    // A cancellation that has come in with the request is seen only after a turn.
    await turn();
    const settings = await this.port.settingsFor(this.uri);
    const analyzer = await this.port.analyzerFor(this.document.languageId);
    if (token.isCancellationRequested) return 'cancelled';
    if (this.closed) return 'superseded';
    const running = this.passFor(analyzer, settings);
    const deadline = this.port.now() + budgetMs;
    while (!running.complete) {
      if (running.driven) await turn();
      else this.takeSteps(running);
      if (running.complete) break;
      if (this.port.now() >= deadline && running.pass.firstDone) {
        running.answered = true;
        void this.completeInBackground(running);
        break;
      }
      await turn();
      if (token.isCancellationRequested) return 'cancelled';
      if (this.isStale(running)) return 'superseded';
    }
    const { snapshot, complete } = running;
    return { snapshot, settings, report: running.pass.report(), complete };
  }

  /** The present pass with its text masked, for what looks at sentences; undefined when it was cancelled or superseded. */
  async masked(token: Cancellation = never) {
    await turn();
    const settings = await this.port.settingsFor(this.uri);
    const analyzer = await this.port.analyzerFor(this.document.languageId);
    if (token.isCancellationRequested || this.closed) return undefined;
    const running = this.passFor(analyzer, settings);
    while (running.pass.masked === undefined) {
      if (running.driven) await turn();
      else this.takeSteps(running, () => running.pass.masked !== undefined);
      if (token.isCancellationRequested || this.isStale(running)) return undefined;
    }
    const { snapshot, pass } = running;
    return { snapshot, settings, masked: pass.masked, report: pass.report() };
  }

  private passFor(analyzer: Analyzer, settings: DocumentSettings): RunningPass {
    const { version } = this.document;
    if (this.running?.snapshot.version === version && this.running.settings === settings) return this.running;
    const snapshot = this.snapshot();
    this.analysis ??= analyzer.follow(snapshot.languageId);
    const { proofreading, dictionary } = settings;
    const pass = this.analysis.start({ snapshot, settings: proofreading, dictionary }, this.visible);
    this.running = {
      ...{ snapshot, settings, pass, startedMs: this.port.now() },
      ...{ complete: false, answered: false, driven: false },
    };
    return this.running;
  }

  private isStale(running: RunningPass): boolean {
    return this.closed || this.running !== running || this.document.version !== running.snapshot.version;
  }

  private takeSteps(running: RunningPass, enough: () => boolean = () => false): void {
    const end = this.port.now() + SLICE_MS;
    do {
      if (running.pass.advance()) continue;
      running.complete = true;
      this.port.onPass('idle', this.port.now() - running.startedMs);
      return;
    } while (this.port.now() < end && !enough());
  }

  private async completeInBackground(running: RunningPass): Promise<void> {
    if (running.driven) return;
    running.driven = true;
    this.port.onPass('busy', this.port.now() - running.startedMs);
    while (!running.complete) {
      await turn();
      if (this.isStale(running)) {
        this.port.onPass('idle', this.port.now() - running.startedMs);
        return;
      }
      this.takeSteps(running);
    }
    running.driven = false;
    if (!this.isStale(running)) this.port.onCompleted(this);
  }
}
