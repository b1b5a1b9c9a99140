import type { AnalysisReport } from '../analysis/analyzer';

export interface CleanProse {
  readonly documents: number;
  readonly words: number;
  readonly flags: number;
  /** Flags in a thousand words. */
  readonly per1000: number;
  readonly byKind: Readonly<Record<string, number>>;
}

/** Flags on edited prose, nearly all of them false alarms. */
export function countFlags(reports: readonly AnalysisReport[]): CleanProse {
  const byKind: Record<string, number> = {};
  let words = 0;
  let flags = 0;
  for (const report of reports) {
    words += report.words;
    flags += report.findings.length;
    for (const { kind } of report.findings) byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  return { documents: reports.length, words, flags, per1000: (1000 * flags) / (words || 1), byKind };
}
