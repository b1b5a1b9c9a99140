import type { Severity } from '../../configuration/severity';
import { betterText } from './candidates';
import { type CheckedDocument, fileLine, type ReportedFinding, type Reporter, type Write } from './reporter';
import type { SourceRoot } from './sourceRoot';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

// As actions/toolkit packages/core/src/command.ts escapes data and properties.
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const annotation = (root: SourceRoot, document: CheckedDocument, finding: ReportedFinding): string => {
  const properties: [string, string | number][] = [
    ['file', root.pathOf(document.path) ?? document.path.replaceAll('\\', '/')],
    ['line', fileLine(document, finding.startLine)],
    ['endLine', fileLine(document, finding.endLine)],
  ];
  // Columns are refused for an annotation of several lines.
  if (finding.startLine === finding.endLine)
    properties.push(['col', finding.startColumn], ['endColumn', finding.endColumn]);
  properties.push(['title', `Surprisal: ${finding.kind}`]);
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  const better = betterText(finding);
  const message = better === '' ? finding.message : `${finding.message} Better: ${better}`;
  return `::${commands[finding.severity]} ${list}::${escapeData(message)}\n`;
};

/** GitHub Actions workflow commands: an annotation a finding, its file named from the root of the sources. */
export const githubReporter = (write: Write, root: SourceRoot): Reporter => ({
  begin() {},
  document: (document) => write(document.findings.map((finding) => annotation(root, document, finding)).join('')),
  end() {},
});
