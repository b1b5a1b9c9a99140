import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../configuration/severity';
import type { Finding } from '../proofreading/finding';
import type { DiagnosticData } from '../shared/protocol';
import { messageText } from './findingTexts';

export const diagnosticSource = 'surprisal';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as the editor shows it. `document` must hold the text that the finding was made in. */
export const toDiagnostic = (
  document: TextDocument,
  finding: Finding,
  severityOf: Readonly<Record<Finding['kind'], Severity>>,
): Diagnostic => {
  const { kind, start, end, code, message, confidence, candidates } = finding;
  const data: DiagnosticData = { kind, confidence, candidates: candidates.map(({ replacement }) => replacement) };
  return {
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    severity: severities[severityOf[kind]],
    source: diagnosticSource,
    code: `${kind}/${code}`,
    message: messageText(message),
    // Faded only where nothing but a deletion is proposed.
    ...(kind === 'repetition' && candidates[0]?.replacement === '' && { tags: [DiagnosticTag.Unnecessary] }),
    data,
  };
};
