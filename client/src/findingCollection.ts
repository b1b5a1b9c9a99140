import {
  type Diagnostic,
  Disposable,
  type DocumentSelector,
  languages,
  type Position,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  window,
  workspace,
} from 'vscode';
import { CaretPolicy } from './caretPolicy';
import { DebouncedByKey } from './debouncedByKey';
import { DiagnosticReports } from './diagnosticReports';
import { editedSpans } from './editedSpans';
import { clientSettings } from './settings';

/**
 * The findings that VS Code shows. The language client sets full reports; of those that it asked for, the caret policy says what
 * is to be seen. What a check of the workspace sent is shown of files that were not asked about, so that none is listed twice.
 */
export class FindingCollection {
  readonly pulled = new DiagnosticReports('surprisal', (uri) => this.onPulled(uri));
  readonly pushed = new DiagnosticReports('surprisal', (uri) => this.refresh(uri));
  private readonly shown = languages.createDiagnosticCollection('surprisal');
  private readonly policy = new CaretPolicy<Diagnostic>(() => clientSettings().revealDelayMs);
  private readonly reveals = new DebouncedByKey<string>(0, (uri) => this.refresh(Uri.parse(uri)));
  /** Versions of the texts that the next reports are about. */
  private readonly judged = new Map<string, number>();
  private hidden = false;
  private readonly subscriptions = Disposable.from(
    workspace.onDidChangeTextDocument((event) => this.onEdit(event)),
    workspace.onDidSaveTextDocument((document) => this.follow(document)),
    workspace.onDidCloseTextDocument(({ uri }) => this.onClose(uri)),
    window.onDidChangeTextEditorSelection(({ textEditor }) => this.onCarets(textEditor.document)),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) this.onCarets(document);
    }),
  );

  constructor(private readonly selector: DocumentSelector) {}

  /** Says which text was judged, before its report is set; after an `unchanged` answer nothing will be set. */
  judge(uri: Uri, version: number, unchanged: boolean): void {
    const key = uri.toString();
    this.judged.set(key, version);
    if (!unchanged) return;
    this.policy.reportUnchanged(key, version);
    this.refresh(uri);
  }

  /** Shows nothing, or everything again. */
  hide(hidden: boolean): void {
    this.hidden = hidden;
    for (const [uri] of [...this.pulled, ...this.pushed]) this.refresh(uri);
  }

  /** Whether a finding is shown at a position. */
  isAt(uri: Uri, position: Position): boolean {
    return this.shown.get(uri)?.some(({ range }) => range.contains(position)) ?? false;
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.reveals.dispose();
    this.shown.dispose();
  }

  private onPulled(uri: Uri): void {
    const key = uri.toString();
    const report = this.pulled.get(uri);
    if (report === undefined) {
      this.policy.forget(key);
      this.judged.delete(key);
    } else {
      this.policy.report(key, report, this.judged.get(key));
      const document = workspace.textDocuments.find((candidate) => candidate.uri.toString() === key);
      if (document !== undefined) this.follow(document);
    }
    this.refresh(uri);
  }

  private onEdit({ document, contentChanges }: TextDocumentChangeEvent): void {
    // An event without changes tells of the dirty state.
    if (contentChanges.length === 0 || languages.match(this.selector, document) === 0) return;
    const ranges = editedSpans(contentChanges).map(({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }));
    this.policy.edit(document.uri.toString(), ranges, document.version, Date.now());
  }

  /** What a check of the workspace found in a file is replaced by what is found in its saved text: the file may be closed next. */
  private follow({ uri, version, isDirty }: TextDocument): void {
    const report = this.pulled.get(uri);
    if (report === undefined || !this.pushed.has(uri) || isDirty) return;
    if (this.judged.get(uri.toString()) === version) this.pushed.set(uri, report);
  }

  /** The language client deletes the reports that it knew; of other documents only the edits are known. */
  private onClose(uri: Uri): void {
    if (!this.pulled.has(uri)) this.policy.forget(uri.toString());
  }

  private onCarets(document: TextDocument): void {
    if (this.pulled.has(document.uri)) this.refresh(document.uri);
  }

  private refresh(uri: Uri): void {
    if (this.hidden) {
      this.show(uri, []);
      return;
    }
    if (!this.pulled.has(uri)) {
      this.show(uri, this.pushed.get(uri) ?? []);
      return;
    }
    const key = uri.toString();
    this.policy.moveCarets(
      key,
      window.visibleTextEditors
        .filter(({ document }) => document.uri.toString() === key)
        .flatMap(({ selections }) => selections.map(({ active }) => active)),
    );
    const shown = this.policy.shown(key, Date.now());
    if (shown === undefined) return;
    this.show(uri, shown.findings);
    if (shown.revealInMs !== undefined) this.reveals.trigger(key, shown.revealInMs);
  }

  /** Setting findings makes every reader of diagnostics look again: what is shown already is left alone. */
  private show(uri: Uri, findings: readonly Diagnostic[]): void {
    const before = this.shown.get(uri) ?? [];
    if (before.length === findings.length && findings.every((finding, index) => finding === before[index])) return;
    if (findings.length === 0) this.shown.delete(uri);
    else this.shown.set(uri, findings);
  }
}
