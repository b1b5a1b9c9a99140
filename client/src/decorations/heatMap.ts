import {
  CancellationTokenSource,
  type DecorationRenderOptions,
  Disposable,
  type DocumentSelector,
  EventEmitter,
  type LogOutputChannel,
  languages,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import {
  type TokenScoresParams,
  type TokenScoresResult,
  tokenScoresMethod,
  type WireRange,
} from '../../../server/src/shared/protocol';
import { DebouncedByKey } from '../debouncedByKey';
import type { Pause } from '../pause';
import { type ClientSettings, clientSettings, isEnabled } from '../settings';
import type { SurprisalClient } from '../surprisalClient';
import { boundariesOf, bucketCount, inBuckets } from './surprisalBuckets';

/** Scrolling and typing settle before scores are asked for. */
const settleMs = 120;

const toRange = ({ start, end }: WireRange): Range => new Range(start.line, start.character, end.line, end.character);

const appearance = (level: number, style: ClientSettings['heatMap']['style']): DecorationRenderOptions => {
  const color = new ThemeColor(`surprisal.heatMap.level${level}`);
  return style === 'background'
    ? { backgroundColor: color }
    : { borderColor: color, borderStyle: 'solid', borderWidth: '0 0 2px 0' };
};

/** Colours the words in view by their surprisal, in five steps. Off until it is asked for. */
export class HeatMap {
  private readonly changeEmitter = new EventEmitter<boolean>();
  readonly onDidChange = this.changeEmitter.event;
  private types: readonly TextEditorDecorationType[] = [];
  private readonly requests = new Map<TextEditor, CancellationTokenSource>();
  private readonly settled = new DebouncedByKey<TextEditor>(settleMs, (editor) => void this.color(editor));
  private subscriptions = Disposable.from();
  private visible = false;

  constructor(
    private readonly client: SurprisalClient,
    private readonly pause: Pause,
    private readonly selector: DocumentSelector,
    private readonly log: LogOutputChannel,
  ) {}

  get isVisible(): boolean {
    return this.visible;
  }

  toggle(): void {
    if (this.visible) this.hide();
    else this.show();
  }

  show(): void {
    if (this.visible) return;
    this.visible = true;
    this.createTypes();
    this.subscriptions = Disposable.from(
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.schedule(textEditor)),
      window.onDidChangeVisibleTextEditors(() => this.scheduleAll()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        for (const editor of window.visibleTextEditors) if (editor.document === document) this.schedule(editor);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('surprisal')) return;
        this.disposeTypes();
        this.createTypes();
        this.scheduleAll();
      }),
      this.pause.onDidChange(() => this.scheduleAll()),
      this.client.onDidStart(() => this.scheduleAll()),
      this.client.onDidChangeScores((uri) => {
        for (const editor of window.visibleTextEditors)
          if (editor.document.uri.toString() === uri) this.schedule(editor);
      }),
    );
    for (const editor of window.visibleTextEditors) void this.color(editor);
    this.changeEmitter.fire(true);
  }

  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.subscriptions.dispose();
    this.settled.dispose();
    for (const source of this.requests.values()) source.cancel();
    this.requests.clear();
    this.disposeTypes();
    this.changeEmitter.fire(false);
  }

  dispose(): void {
    this.hide();
    this.changeEmitter.dispose();
  }

  private createTypes(): void {
    const { style } = clientSettings().heatMap;
    this.types = Array.from({ length: bucketCount }, (_, index) =>
      window.createTextEditorDecorationType(appearance(index + 1, style)),
    );
  }

  /** Takes the colours off every editor as well. */
  private disposeTypes(): void {
    for (const type of this.types) type.dispose();
    this.types = [];
  }

  private scheduleAll(): void {
    for (const editor of window.visibleTextEditors) this.schedule(editor);
  }

  /** What is asked already is about something else by now. */
  private schedule(editor: TextEditor): void {
    this.requests.get(editor)?.cancel();
    this.settled.trigger(editor);
  }

  private async color(editor: TextEditor): Promise<void> {
    const { document, visibleRanges } = editor;
    this.requests.get(editor)?.cancel();
    if (languages.match(this.selector, document) === 0) return;
    if (this.pause.isPaused || !isEnabled(document)) {
      for (const type of this.types) editor.setDecorations(type, []);
      return;
    }
    if (!this.client.isRunning) return;
    const source = new CancellationTokenSource();
    this.requests.set(editor, source);
    try {
      const params: TokenScoresParams = {
        textDocument: { uri: document.uri.toString() },
        ranges: visibleRanges.map(({ start, end }) => ({
          start: { line: start.line, character: start.character },
          end: { line: end.line, character: end.character },
        })),
      };
      const result = await this.client.request<TokenScoresResult>(tokenScoresMethod, params, source.token);
      // A later request, or a later text, makes its own colours.
      if (source.token.isCancellationRequested || result.version !== document.version) return;
      const buckets = inBuckets(result.scores, boundariesOf(clientSettings().heatMap.boundaries));
      for (const [index, type] of this.types.entries())
        editor.setDecorations(
          type,
          buckets[index]!.map(({ range }) => toRange(range)),
        );
    } catch (error) {
      if (!source.token.isCancellationRequested) this.log.debug(`heat map: ${error}`);
    } finally {
      if (this.requests.get(editor) === source) this.requests.delete(editor);
      source.dispose();
    }
  }
}
