import { type TextDocument, Uri } from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient/node';
import { settingsSection } from '../../server/src/shared/protocol';
import { documentSettings } from './documentSettings';
import type { FindingCollection } from './findingCollection';
import type { Pause } from './pause';
import { clientSettings, isEnabled } from './settings';

export interface MiddlewareParts {
  readonly findings: FindingCollection;
  readonly pause: Pause;
  readonly heatMapShown: () => boolean;
}

/** What stands between VS Code and the server: the settings and states that the client alone knows. */
export const createMiddleware = ({ findings, pause, heatMapShown }: MiddlewareParts): Middleware => {
  const isChecked = (document: TextDocument): boolean => !pause.isPaused && isEnabled(document);
  return {
    async provideDiagnostics(document, previousResultId, token, next) {
      if (document instanceof Uri) return next(document, previousResultId, token);
      // The document moves on while the server judges.
      const { uri, version } = document;
      if (!isChecked(document)) {
        findings.judge(uri, version, false);
        // Without a result id: the next report is a full one.
        return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
      }
      const report = await next(document, previousResultId, token);
      if (report) findings.judge(uri, version, report.kind === vsdiag.DocumentDiagnosticReportKind.unChanged);
      return report;
    },
    // Sent by a check of the workspace.
    handleDiagnostics: (uri, diagnostics, next) => next(uri, isEnabled(uri) ? diagnostics : []),
    provideHover(document, position, token, next) {
      const { hover } = clientSettings();
      const wanted =
        hover === 'all' || (hover === 'findings' && (heatMapShown() || findings.isAt(document.uri, position)));
      return wanted && isChecked(document) ? next(document, position, token) : undefined;
    },
    provideCompletionItem(document, position, context, token, next) {
      return isChecked(document) ? next(document, position, context, token) : undefined;
    },
    provideInlineCompletionItems(document, position, context, token, next) {
      return isChecked(document) ? next(document, position, context, token) : undefined;
    },
    provideCodeActions(document, range, context, token, next) {
      return isChecked(document) ? next(document, range, context, token) : undefined;
    },
    workspace: {
      configuration(params, token, next) {
        if (params.items.some(({ section }) => section !== settingsSection)) return next(params, token);
        return params.items.map(({ scopeUri }) => documentSettings(scopeUri));
      },
    },
  };
};
