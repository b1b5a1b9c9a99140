import { LineIndex } from '../../server/src/cli/report/lineIndex';
import type { CheckedDocument, CheckSummary } from '../../server/src/cli/report/reporter';
import type { Severity } from '../../server/src/configuration/severity';

export interface FindingTraits {
  readonly candidates?: readonly string[];
  readonly severity?: Severity;
  readonly message?: string;
  readonly path?: string;
  readonly line?: number;
}

/** A document in which the first place that holds `found` is a finding. */
export const documentWith = (text: string, found: string, traits: FindingTraits = {}): CheckedDocument => {
  const lines = new LineIndex(text);
  const start = text.indexOf(found);
  const span = { start, end: start + found.length };
  return {
    path: traits.path ?? 'a.md',
    ...(traits.line === undefined ? {} : { line: traits.line }),
    text,
    lines,
    model: 'a-model',
    findings: [
      {
        ...span,
        ...lines.range(span),
        kind: 'spelling',
        code: 'unknown-word',
        message: traits.message ?? 'Not a word.',
        confidence: 0.98,
        surprisalBits: 21.4321,
        candidates: (traits.candidates ?? ['the']).map((replacement, index) => ({ replacement, gain: 14 - index })),
        safe: false,
        severity: traits.severity ?? 'warning',
        fingerprint: '0123456789abcdef',
      },
    ],
  };
};

export const summaryOf = (...documents: readonly CheckedDocument[]): CheckSummary => ({
  files: documents.length,
  words: 3,
  filesWithFindings: documents.length,
  findings: documents.length,
  safe: 0,
  inBaseline: 0,
  failures: [],
});
