import { randomUUID } from 'node:crypto';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisPass, AnalysisReport, Analyzer, DocumentAnalysis } from '../analysis/analyzer';
import type { GrammarTier } from '../analysis/grammarTier';
import type { DocumentSnapshot } from '../text/documentSnapshot';
import type { Span } from '../text/span';
import type { WantedGrammar } from './grammarQueue';
import type { DocumentSettings } from './settingsSource';
import { SLICE_MS, turn } from './turn';

/** What is judged first where the client does not tell what is in view, in UTF-16 units. */
const USUALLY_VISIBLE: readonly Span[] = [{ start: 0, end: 20_000 }];

/** What n-grams judge the grammar of to its end, in UTF-16 units: some ten seconds of work. */
const MOST_TEXT_BY_NGRAMS = 200_000;

export interface SessionPort {
  readonly now: () => number;
  readonly analyzerFor: (languageId: string) => Promise<Analyzer>;
  readonly settingsFor: (uri: string) => Promise<DocumentSettings>;
  /** Who judges grammar now; undefined where nobody does. */
  readonly grammarTier: (settings: DocumentSettings) => Promise<GrammarTier | undefined>;
  /** Sentences have been found whose grammar may not be known. */
  readonly wantGrammar: (wanted: WantedGrammar) => void;
  /** A pass that had been answered in part has come to its end. */
  readonly onCompleted: (session: DocumentSession) => void;
  /** A pass ended early though nobody waited for it. */
  readonly onFailed: (error: unknown) => void;
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
  /** Names the pass and how far it got: what has the same name within a process holds the same findings. */
  readonly progress: string;
}

/** `superseded`: the document has moved on or was closed. */
export type Outcome = Judgement | 'cancelled' | 'superseded';

interface Cancellation {
  readonly isCancellationRequested: boolean;
}

interface RunningPass {
  /** Tells it from all others of this process. */
  readonly id: number;
  readonly snapshot: DocumentSnapshot;
  readonly settings: DocumentSettings;
  readonly pass: AnalysisPass;
  readonly startedMs: number;
  steps: number;
  complete: boolean;
  /** Its steps are taken in the background. */
  driven: boolean;
  /** What the grammar tier was told of last. */
  told?: { readonly tier: GrammarTier | undefined; readonly steps: number; readonly visible: readonly Span[] };
}

let passes = 0;

const never: Cancellation = { isCancellationRequested: false };

/** One open document: the newest text wins, and a text is judged once however often it is asked for. */
export class DocumentSession {
  /** Tells it from all others, those of earlier processes included. */
  readonly id = randomUUID().slice(0, 8);
  /** What is in view. */
  private visible: readonly Span[] = USUALLY_VISIBLE;
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
    const tier = await this.port.grammarTier(settings);
    if (token.isCancellationRequested) return 'cancelled';
    if (this.closed) return 'superseded';
    const running = this.passFor(analyzer, settings);
    const deadline = this.port.now() + budgetMs;
    const { pass } = running;
    // What is in view of a long text that is new comes before its mask, which is not to be waited for then, unless all is asked for.
    const early = () => pass.masked === undefined && Number.isFinite(budgetMs);
    const enough = () => running.complete || (pass.firstDone && (early() || this.port.now() >= deadline));
    const ended = await this.advance(running, enough, token);
    if (ended !== undefined) return ended;
    if (!running.complete) void this.completeInBackground(running);
    this.tellSentences(running, tier);
    const { id, snapshot, steps, complete } = running;
    return { snapshot, settings, report: pass.report(tier), complete, progress: `${id}.${steps}` };
  }

  /** What is in view has changed. */
  async look(visible: readonly Span[]): Promise<void> {
    this.visible = visible;
    const { running } = this;
    if (running === undefined) return;
    const tier = await this.port.grammarTier(running.settings);
    if (!this.isStale(running)) this.tellSentences(running, tier);
  }

  /** The present pass with its text masked, for what looks at sentences; undefined when it was cancelled or superseded. */
  async masked(token: Cancellation = never) {
    await turn();
    const settings = await this.port.settingsFor(this.uri);
    const analyzer = await this.port.analyzerFor(this.document.languageId);
    const tier = await this.port.grammarTier(settings);
    if (token.isCancellationRequested || this.closed) return undefined;
    const running = this.passFor(analyzer, settings);
    const { snapshot, pass } = running;
    if ((await this.advance(running, () => pass.masked !== undefined, token)) !== undefined) return undefined;
    return { snapshot, settings, masked: pass.masked, report: pass.report(tier) };
  }

  /** Has steps taken until it is enough. Whatever is awaited is followed by a look at what may have changed meanwhile. */
  private async advance(
    running: RunningPass,
    enough: () => boolean,
    token: Cancellation,
  ): Promise<'cancelled' | 'superseded' | undefined> {
    for (;;) {
      if (!running.driven) this.takeSteps(running, enough);
      if (enough()) return undefined;
      await turn();
      if (token.isCancellationRequested) return 'cancelled';
      if (this.isStale(running)) return 'superseded';
    }
  }

  private tellSentences(running: RunningPass, tier: GrammarTier | undefined): void {
    const { told, steps } = running;
    const { visible } = this;
    if (told !== undefined && told.tier === tier && told.steps === steps && told.visible === visible) return;
    running.told = { tier, steps, visible };
    if (tier === undefined) return;
    const { uri, version, text } = running.snapshot;
    const { pass } = running;
    // N-grams judge in this very process: of a text that takes them minutes, what is in view has to do.
    const isWhole = tier.isNeural || text.length <= MOST_TEXT_BY_NGRAMS;
    this.port.wantGrammar({
      ...{ uri, version, tier },
      visible: pass.grammarSentences(visible),
      all: isWhole ? pass.grammarSentences() : [],
    });
  }

  private passFor(analyzer: Analyzer, settings: DocumentSettings): RunningPass {
    const { version } = this.document;
    if (this.running?.snapshot.version === version && this.running.settings === settings) return this.running;
    const snapshot = this.snapshot();
    this.analysis ??= analyzer.follow(snapshot.languageId);
    const { proofreading, dictionary } = settings;
    const pass = this.analysis.start({ snapshot, settings: proofreading, dictionary }, this.visible);
    this.running = {
      ...{ id: ++passes, snapshot, settings, pass, startedMs: this.port.now() },
      ...{ steps: 0, complete: false, driven: false },
    };
    return this.running;
  }

  private isStale(running: RunningPass): boolean {
    return this.closed || this.running !== running || this.document.version !== running.snapshot.version;
  }

  /** Takes steps for a slice of time. @throws what a step threw; the pass is given up then, and the text is judged anew when it is asked for */
  private takeSteps(running: RunningPass, enough: () => boolean = () => false): void {
    if (running.complete) return;
    const end = this.port.now() + SLICE_MS;
    try {
      do {
        running.steps++;
        if (running.pass.advance()) continue;
        running.complete = true;
        this.port.onPass('idle', this.port.now() - running.startedMs);
        return;
      } while (this.port.now() < end && !enough());
    } catch (error) {
      if (this.running === running) this.reset();
      this.port.onPass('idle', this.port.now() - running.startedMs);
      throw error;
    }
  }

  /** Never rejects: nobody waits for it. */
  private async completeInBackground(running: RunningPass): Promise<void> {
    if (running.driven) return;
    running.driven = true;
    this.port.onPass('busy', this.port.now() - running.startedMs);
    try {
      while (!running.complete) {
        await turn();
        if (this.isStale(running)) {
          this.port.onPass('idle', this.port.now() - running.startedMs);
          return;
        }
        this.takeSteps(running);
      }
      this.port.onCompleted(this);
    } catch (error) {
      this.port.onFailed(error);
    } finally {
      running.driven = false;
    }
  }
}
