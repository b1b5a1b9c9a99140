import type { Span } from '../text/span';
import type { Finding } from './finding';

/** Two insertions at one place overlap, as in `disjoint`. */
const overlap = (one: Span, other: Span): boolean =>
  one.start === other.start || (one.start < other.end && other.start < one.end);

/**
 * Findings of both tiers, ascending and disjoint. What the n-gram tier found keeps its place unless a finding of grammar is surer than all
 * that it overlaps.
 * @param found ascending and disjoint, as is `grammar`
 */
export const mergedFindings = (found: readonly Finding[], grammar: readonly Finding[]): readonly Finding[] => {
  if (grammar.length === 0) return found;
  if (found.length === 0) return grammar;
  const displaced = new Set<Finding>();
  const kept = grammar.filter((finding) => {
    const overlapped = found.filter((other) => overlap(finding, other));
    if (overlapped.some(({ confidence }) => confidence >= finding.confidence)) return false;
    for (const other of overlapped) displaced.add(other);
    return true;
  });
  return [...found.filter((finding) => !displaced.has(finding)), ...kept].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
};
