import type { Severity } from '../../configuration/severity';
import type { Finding } from '../../proofreading/finding';
import type { LineColumnRange, LineIndex } from './lineIndex';

export interface ReportedFinding extends Omit<Finding, 'message'>, LineColumnRange {
  /** In English. */
  readonly message: string;
  readonly severity: Severity;
  /** Survives edits elsewhere in the document: from the kind and the sentence, not from the place. Only where asked for. */
  readonly fingerprint?: string;
}

/** One document's findings: a file, or with `--lines` one line of it. Offsets and positions count from the document's start. */
export interface CheckedDocument {
  /** As the user named it. */
  readonly path: string;
  /** The line of the file, from 1, where each line is a document. */
  readonly line?: number;
  readonly text: string;
  readonly lines: LineIndex;
  readonly model: string;
  readonly findings: readonly ReportedFinding[];
}

/** A document that could not be checked. */
export interface FailedDocument {
  readonly path: string;
  readonly reason: string;
}

export interface CheckSummary {
  readonly files: number;
  readonly words: number;
  readonly filesWithFindings: number;
  readonly findings: number;
  /** Findings that `--fix` would repair. */
  readonly safe: number;
  /** Findings that the baseline holds. */
  readonly inBaseline: number;
  readonly failures: readonly FailedDocument[];
}

/** Writes findings to standard output, document by document. */
export interface Reporter {
  begin(): void;
  document(document: CheckedDocument): void | Promise<void>;
  end(summary: CheckSummary): void;
}

/** Where a report goes. */
export type Write = (text: string) => void;

/** The file's line of a finding: with `--lines` the document's own line counts. */
export const fileLine = (document: CheckedDocument, line: number): number => (document.line ?? 1) + line - 1;
