import {
  type Diagnostic,
  type DiagnosticCollection,
  Disposable,
  type DocumentSelector,
  languages,
  type Position,
  type TextDocument,
  type TextDocumentChangeEvent,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { CaretPolicy } from './caretPolicy';
import { DebouncedByKey } from './debouncedByKey';
import { editedSpans } from './editedSpans';
import { clientSettings } from './settings';

/**
 * The findings that VS Code shows: the language client sets full reports, and the caret policy says what of them is to be
 * seen. One collection holds what is pulled and what is pushed, so that a file is never listed twice.
 */
export class FindingCollection implements DiagnosticCollection {
  readonly name = 'surprisal';
  private readonly shown = languages.createDiagnosticCollection(this.name);
  private readonly policy = new CaretPolicy<Diagnostic>(() => clientSettings().revealDelayMs);
  private readonly reveals = new DebouncedByKey<string>(0, (uri) => this.refresh(uri));
  /** Versions of the texts that the next reports are about. */
  private readonly judged = new Map<string, number>();
  private readonly uris = new Map<string, Uri>();
  private hidden = false;
  private readonly subscriptions = Disposable.from(
    workspace.onDidChangeTextDocument((event) => this.onEdit(event)),
    workspace.onDidCloseTextDocument(({ uri }) => this.onClose(uri.toString())),
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
    this.refresh(key);
  }

  /** Shows nothing, or everything again. */
  hide(hidden: boolean): void {
    this.hidden = hidden;
    for (const uri of this.policy.uris()) this.refresh(uri);
  }

  /** Whether a finding is shown at a position. */
  isAt(uri: Uri, position: Position): boolean {
    return this.shown.get(uri)?.some(({ range }) => range.contains(position)) ?? false;
  }

  set(
    uriOrEntries: Uri | ReadonlyArray<[Uri, readonly Diagnostic[] | undefined]>,
    diagnostics?: readonly Diagnostic[],
  ): void {
    if (!('scheme' in uriOrEntries)) {
      for (const [uri, entry] of uriOrEntries) this.set(uri, entry);
      return;
    }
    if (diagnostics === undefined) {
      this.delete(uriOrEntries);
      return;
    }
    const key = uriOrEntries.toString();
    this.uris.set(key, uriOrEntries);
    this.policy.report(key, diagnostics, this.judged.get(key));
    this.refresh(key);
  }

  delete(uri: Uri): void {
    const key = uri.toString();
    this.reveals.cancel(key);
    this.policy.forget(key);
    this.judged.delete(key);
    this.uris.delete(key);
    this.shown.delete(uri);
  }

  /** Also what the language client does when the server ends: the collection itself lives on. */
  clear(): void {
    for (const uri of this.uris.values()) this.delete(uri);
  }

  forEach(
    callback: (uri: Uri, diagnostics: readonly Diagnostic[], collection: DiagnosticCollection) => unknown,
    thisArg?: unknown,
  ): void {
    for (const [uri, diagnostics] of this) callback.call(thisArg, uri, diagnostics, this);
  }

  get(uri: Uri): readonly Diagnostic[] | undefined {
    return this.has(uri) ? this.policy.reported(uri.toString()) : undefined;
  }

  has(uri: Uri): boolean {
    return this.uris.has(uri.toString());
  }

  *[Symbol.iterator](): Iterator<[Uri, readonly Diagnostic[]]> {
    for (const [key, uri] of this.uris) yield [uri, this.policy.reported(key)];
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.reveals.dispose();
    this.shown.dispose();
  }

  private onEdit({ document, contentChanges }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    // An event without changes tells of the dirty state.
    if (contentChanges.length === 0 || languages.match(this.selector, document) === 0) return;
    const ranges = editedSpans(contentChanges).map(({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    }));
    this.policy.edit(key, ranges, document.version, Date.now());
  }

  /** The language client deletes what it knew; of other documents only the edits are known. */
  private onClose(key: string): void {
    if (!this.uris.has(key)) this.policy.forget(key);
  }

  private onCarets(document: TextDocument): void {
    const key = document.uri.toString();
    if (this.uris.has(key)) this.refresh(key);
  }

  private refresh(key: string): void {
    const uri = this.uris.get(key);
    if (uri === undefined) return;
    this.policy.moveCarets(
      key,
      window.visibleTextEditors
        .filter(({ document }) => document.uri.toString() === key)
        .flatMap(({ selections }) => selections.map(({ active }) => active)),
    );
    const shown = this.policy.shown(key, Date.now());
    if (shown === undefined) return;
    this.show(uri, this.hidden ? [] : shown.findings);
    if (shown.revealInMs === undefined) this.reveals.cancel(key);
    else this.reveals.trigger(key, shown.revealInMs);
  }

  /** Setting findings makes every reader of diagnostics look again: what is shown already is left alone. */
  private show(uri: Uri, findings: readonly Diagnostic[]): void {
    const before = this.shown.get(uri);
    const same = before?.length === findings.length && findings.every((finding, index) => finding === before[index]);
    if (!same) this.shown.set(uri, findings);
  }
}
