import {
  type CancellationToken,
  type Diagnostic,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import type { DocumentSession, Judgement } from './documentSession';
import { type Services, shownFindings, total } from './services';
import { toDiagnostic } from './toDiagnostic';

/** A report is sent after this, though a long document is not judged to its end; short of it nobody sees a difference. */
export const ANSWER_WITHIN_MS = 150;

/** A client that cannot be asked to pull again would never learn of the rest: it waits for all. */
const answerWithinMs = ({ capabilities }: Services): number =>
  capabilities.workspace?.diagnostics?.refreshSupport === true ? ANSWER_WITHIN_MS : Number.POSITIVE_INFINITY;

/** Clients that are pushed to get a report this long after the last keystroke. */
const PUSH_AFTER_MS = 250;

/** Names everything that a report depends on: the same name, the same report. Versions begin anew when a document is opened again. */
const resultIdOf = (
  { ignored, feedback }: Services,
  { id }: DocumentSession,
  { snapshot, settings, complete, progress, report }: Judgement,
): string =>
  [
    ...[id, snapshot.version, settings.id, ignored.generation, feedback?.generation, complete ? 'all' : progress],
    ...[report.model, report.grammar.judged],
  ].join(':');

const diagnosticsOf = (services: Services, session: DocumentSession, judgement: Judgement): Diagnostic[] =>
  shownFindings(services, judgement).map((finding) =>
    toDiagnostic(session.document, finding, judgement.settings.severities),
  );

const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

type Answer = DocumentDiagnosticReport | ResponseError<DiagnosticServerCancellationData>;

/** Answers `textDocument/diagnostic`: the newest text's findings, `unchanged` where the client has them already. */
export const pullDiagnostics = (
  services: Services,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<Answer> =>
  total<Answer>(services, 'diagnostics', empty, async () => {
    const session = services.sessions.get(textDocument.uri);
    if (session === undefined) return empty;
    const outcome = await session.judge(answerWithinMs(services), token);
    if (outcome === 'cancelled')
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled', { retriggerRequest: true });
    if (outcome === 'superseded')
      return session.isClosed
        ? empty
        : new ResponseError(LSPErrorCodes.ServerCancelled, 'the text has changed', { retriggerRequest: true });
    const resultId = resultIdOf(services, session, outcome);
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(services, session, outcome) };
  });

/** Sends findings to a client that does not ask for them: one report a pause in typing, never of an old text or a closed one. */
export class DiagnosticsPusher {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly services: Services) {}

  schedule(uri: string): void {
    this.cancel(uri);
    this.timers.set(
      uri,
      setTimeout(() => void this.push(uri), PUSH_AFTER_MS),
    );
  }

  /** Sends at once what is known, and the rest when it is. */
  async push(uri: string): Promise<void> {
    this.cancel(uri);
    const session = this.services.sessions.get(uri);
    if (session === undefined) return;
    await total(this.services, 'diagnostics', undefined, async () => {
      const outcome = await session.judge(ANSWER_WITHIN_MS);
      // Of a newer text another push is on its way.
      if (typeof outcome === 'string' || session.isClosed || session.document.version !== outcome.snapshot.version)
        return undefined;
      const diagnostics = diagnosticsOf(this.services, session, outcome);
      await this.services.connection.sendDiagnostics({ uri, version: outcome.snapshot.version, diagnostics });
      return undefined;
    });
  }

  /** Takes a closed document's findings back. */
  close(uri: string): void {
    this.cancel(uri);
    this.services.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => {});
  }

  dispose(): void {
    for (const uri of [...this.timers.keys()]) this.cancel(uri);
  }

  private cancel(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
  }
}
