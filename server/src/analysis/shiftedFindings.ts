import type { Finding } from '../proofreading/finding';

/** The findings as they are in a text that starts `offset` units earlier. */
export const shiftedFindings = (findings: readonly Finding[], offset: number): readonly Finding[] =>
  offset === 0 || findings.length === 0
    ? findings
    : findings.map((finding) => ({ ...finding, start: finding.start + offset, end: finding.end + offset }));
