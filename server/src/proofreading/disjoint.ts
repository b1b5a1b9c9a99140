import type { Finding } from './finding';

/** The surest of findings that overlap, ascending by start. Two insertions at one place overlap. */
export function disjoint(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of [...findings].sort(
    (a, b) => b.confidence - a.confidence || a.start - b.start || a.end - b.end,
  )) {
    const at = firstStartingAtOrAfter(kept, finding.start);
    const before = kept[at - 1];
    const after = kept[at];
    if (before !== undefined && before.end > finding.start) continue;
    if (after !== undefined && (after.start < finding.end || after.start === finding.start)) continue;
    kept.splice(at, 0, finding);
  }
  return kept;
}

function firstStartingAtOrAfter(sorted: readonly Finding[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
