import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisReport } from '../analysis/analyzer';
import { DocumentFileError, readDocumentFile } from '../platform/documentFile';
import { documentTargets } from '../platform/documentTargets';
import type { CheckResult, CheckWorkspaceParams } from '../shared/protocol';
import type { DocumentSnapshot } from '../text/documentSnapshot';
import { languageOf } from '../text/markup/languageOf';
import { type Services, shownFindings } from './services';
import { type DocumentSettings, filePathOf } from './settingsSource';
import { toDiagnostic } from './toDiagnostic';
import { SLICE_MS, turn } from './turn';

/** Larger files are passed over, as on the command line. */
const LARGEST_FILE = 10_000_000;

/** Proofreads the files of a workspace and pushes what it finds: of open ones only to clients that know what to do with it. */
export class WorkspaceCheck {
  /** URIs by path of files that have findings of ours in the editor though nobody asked for them. */
  private readonly pushed = new Map<string, string>();

  constructor(private readonly services: Services) {}

  /** An open document is asked for its findings: those of its file are taken back, from clients that would show them twice. */
  onOpen(uri: string): void {
    const path = filePathOf(uri);
    // By path: an editor writes the same file's URI in its own way.
    if (this.services.options.keepsSent !== true && path !== undefined) this.takeBack(path);
  }

  async run(
    { workDoneToken }: CheckWorkspaceParams,
    token: CancellationToken,
  ): Promise<CheckResult | ResponseError<void>> {
    const { connection, ports } = this.services;
    const startedMs = ports.now();
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin(l10n.t('Checking the workspace'), 0, undefined, true);
    const total = { files: 0, words: 0, findings: 0 };
    try {
      const files = await this.files(token);
      for (const [index, path] of files.entries()) {
        await turn();
        if (token.isCancellationRequested) break;
        progress.report(Math.round((100 * index) / files.length), path);
        await this.check(path, total, token);
      }
      if (token.isCancellationRequested) return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'cancelled');
      // Files that are gone, or are ignored by now.
      const checked = new Set(files);
      for (const path of [...this.pushed.keys()]) if (!checked.has(path)) this.takeBack(path);
    } finally {
      progress.done();
    }
    return { ...total, elapsedMs: ports.now() - startedMs };
  }

  private takeBack(path: string): void {
    const uri = this.pushed.get(path);
    if (uri === undefined) return;
    this.pushed.delete(path);
    this.services.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => {});
  }

  private async files(token: CancellationToken): Promise<readonly string[]> {
    const { settings, ports } = this.services;
    const files = new Set<string>();
    let sliceEnd = ports.now() + SLICE_MS;
    for (const { uri } of this.services.folders()) {
      const folder = filePathOf(uri);
      if (folder === undefined) continue;
      const observer = {
        onSkipped: () => {},
        onFailed: () => {},
        ignores: (path: string, isDirectory: boolean) => settings.ignores(path, isDirectory),
      };
      for (const { path } of documentTargets([folder], folder, observer)) {
        files.add(path);
        if (ports.now() < sliceEnd) continue;
        await turn();
        if (token.isCancellationRequested) return [];
        sliceEnd = ports.now() + SLICE_MS;
      }
    }
    return [...files];
  }

  private async check(
    path: string,
    sum: { files: number; words: number; findings: number },
    token: CancellationToken,
  ): Promise<void> {
    const { connection, settings, sessions, options } = this.services;
    const uri = pathToFileURL(path).href;
    let text: string;
    try {
      ({ text } = readDocumentFile(path, LARGEST_FILE));
    } catch (error) {
      if (error instanceof DocumentFileError) return;
      throw error;
    }
    const languageId = languageOf(path, /^.*/.exec(text)?.[0]) ?? 'plaintext';
    const snapshot = { uri, version: 0, languageId, text };
    const used = await settings.for(uri);
    const report = await this.judge(snapshot, used, token);
    if (report === undefined) return;
    const findings = shownFindings(this.services, { snapshot, report, settings: used });
    sum.files++;
    sum.words += report.words;
    sum.findings += findings.length;
    // Looked at last: a document may have been opened meanwhile.
    const asked = options.keepsSent !== true && [...sessions.keys()].some((open) => filePathOf(open) === path);
    if (asked || (findings.length === 0 && !this.pushed.has(path))) return;
    const document = TextDocument.create(uri, languageId, 0, text);
    const diagnostics = findings.map((finding) => toDiagnostic(document, finding, used.severities));
    if (findings.length > 0) this.pushed.set(path, uri);
    else this.pushed.delete(path);
    await connection.sendDiagnostics({ uri, diagnostics });
  }

  /** In slices, so that other requests are answered while a long file is judged; undefined when it was cancelled. */
  private async judge(
    snapshot: DocumentSnapshot,
    { proofreading, dictionary }: DocumentSettings,
    token: CancellationToken,
  ): Promise<AnalysisReport | undefined> {
    const { ports } = this.services;
    const analyzer = await this.services.analyzerFor(snapshot.languageId);
    const pass = analyzer.follow(snapshot.languageId).start({ snapshot, settings: proofreading, dictionary });
    let sliceEnd = ports.now() + SLICE_MS;
    while (pass.advance()) {
      if (ports.now() < sliceEnd) continue;
      await turn();
      if (token.isCancellationRequested) return undefined;
      sliceEnd = ports.now() + SLICE_MS;
    }
    return pass.report();
  }
}
