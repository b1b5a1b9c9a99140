import type { Diagnostic, DiagnosticCollection, Uri } from 'vscode';

/** Diagnostics as the language client sets them: kept, and shown by nobody but who is told of the changes. */
export class DiagnosticReports implements DiagnosticCollection {
  private readonly reports = new Map<string, readonly [Uri, readonly Diagnostic[]]>();

  constructor(
    readonly name: string,
    private readonly onChange: (uri: Uri) => void,
  ) {}

  set(
    uriOrEntries: Uri | ReadonlyArray<[Uri, readonly Diagnostic[] | undefined]>,
    diagnostics?: readonly Diagnostic[],
  ): void {
    if (!('scheme' in uriOrEntries)) {
      for (const [uri, entry] of uriOrEntries) this.set(uri, entry);
      return;
    }
    if (diagnostics === undefined) this.reports.delete(uriOrEntries.toString());
    else this.reports.set(uriOrEntries.toString(), [uriOrEntries, diagnostics]);
    this.onChange(uriOrEntries);
  }

  delete(uri: Uri): void {
    if (this.reports.delete(uri.toString())) this.onChange(uri);
  }

  clear(): void {
    const reported = [...this.reports.values()];
    this.reports.clear();
    for (const [uri] of reported) this.onChange(uri);
  }

  forEach(
    callback: (uri: Uri, diagnostics: readonly Diagnostic[], collection: DiagnosticCollection) => unknown,
    thisArg?: unknown,
  ): void {
    for (const [uri, diagnostics] of this) callback.call(thisArg, uri, diagnostics, this);
  }

  get(uri: Uri): readonly Diagnostic[] | undefined {
    return this.reports.get(uri.toString())?.[1];
  }

  has(uri: Uri): boolean {
    return this.reports.has(uri.toString());
  }

  *[Symbol.iterator](): Iterator<[Uri, readonly Diagnostic[]]> {
    for (const [uri, diagnostics] of this.reports.values()) yield [uri, diagnostics];
  }

  /** What the language client does when a server ends: another will come. */
  dispose(): void {
    this.clear();
  }
}
