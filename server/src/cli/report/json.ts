import type { CheckedDocument, ReportedFinding, Reporter, Write } from './reporter';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const findingRecord = (finding: ReportedFinding) => ({
  start: finding.start,
  end: finding.end,
  startLine: finding.startLine,
  startColumn: finding.startColumn,
  endLine: finding.endLine,
  endColumn: finding.endColumn,
  kind: finding.kind,
  code: finding.code,
  severity: finding.severity,
  message: finding.message,
  confidence: round(finding.confidence, 4),
  surprisalBits: round(finding.surprisalBits, 3),
  safe: finding.safe,
  candidates: finding.candidates.map(({ replacement, gain }) => ({ replacement, gain: round(gain, 3) })),
});

/** A document's findings for programs (`check.schema.json`). */
export const documentRecord = ({ path, line, model, findings }: CheckedDocument) => ({
  path,
  ...(line === undefined ? {} : { line }),
  model,
  findings: findings.map(findingRecord),
});

/** One JSON object a line and document. */
export const jsonLinesReporter = (write: Write): Reporter => ({
  begin() {},
  document: (document) => write(`${JSON.stringify(documentRecord(document))}\n`),
  end() {},
});

/** One JSON array of all documents, written as they come. */
export const jsonReporter = (write: Write): Reporter => {
  let separator = '[\n';
  return {
    begin() {},
    document(document) {
      write(separator + JSON.stringify(documentRecord(document)));
      separator = ',\n';
    },
    end: () => write(separator === '[\n' ? '[]\n' : '\n]\n'),
  };
};
