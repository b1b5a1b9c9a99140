import type { Span } from '../text/span';
import type { Finding } from './finding';

/** Two insertions at one place overlap, as in `disjoint`. */
const overlap = (one: Span, other: Span): boolean =>
  one.start === other.start || (one.start < other.end && other.start < one.end);

/** A misspelling that both tiers see stays one, with the words of the lexicon; the surer one's candidate comes first. */
const combined = (misspelling: Finding, grammar: Finding): Finding => {
  const [best] = grammar.candidates;
  if (best === undefined) return misspelling;
  const others = misspelling.candidates.filter(({ replacement }) => replacement !== best.replacement);
  return { ...misspelling, confidence: grammar.confidence, candidates: [best, ...others], safe: grammar.safe };
};

const isSameMisspelling = ({ kind, start, end }: Finding, other: Finding): boolean =>
  kind === 'spelling' && other.code === 'spelling' && other.start === start && other.end === end;

/**
 * Findings of both tiers, ascending and disjoint. What the n-gram tier found keeps its place unless a finding of grammar is surer than all
 * that it overlaps.
 * @param found ascending and disjoint, as is `grammar`
 */
export const mergedFindings = (found: readonly Finding[], grammar: readonly Finding[]): readonly Finding[] => {
  if (grammar.length === 0) return found;
  if (found.length === 0) return grammar;
  const displaced = new Set<Finding>();
  const kept = grammar.flatMap((finding) => {
    const overlapped = found.filter((other) => overlap(finding, other));
    // Taste yields.
    if (overlapped.some(({ kind, confidence }) => kind !== 'style' && confidence >= finding.confidence)) return [];
    for (const other of overlapped) displaced.add(other);
    const [misspelling] = overlapped;
    return misspelling !== undefined && isSameMisspelling(misspelling, finding)
      ? combined(misspelling, finding)
      : finding;
  });
  return [...found.filter((finding) => !displaced.has(finding)), ...kept].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
};
