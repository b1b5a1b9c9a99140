import { contentKey } from '../../text/contentKey';

export const parts = ['training', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

/** What of a pair says which part it is in. */
export interface DatedPair {
  readonly query: string;
  /** Of the passage. */
  readonly path: string;
}

/** Shares of all pairs that training and validation have; the test has the rest. */
const shares: Readonly<Record<Exclude<Part, 'test'>, number>> = { training: 0.6, validation: 0.15 };

/**
 * Parts by file and date: a file is in one part with all its passages, the files that were committed last are the test and those before them the validation, so it is measured what an adapter does for texts
 * that came after those it has learnt from. Files of one date, such as those of a first commit, or where nothing tells dates, are ordered by a hash of their paths. A query that comes in several parts
 * stays in the latest of them alone.
 * @param dateOf when a file was last committed, or any number where nothing is known
 * @returns of each pair its part; undefined for one that is left out
 */
export const threeWaySplit = (pairs: readonly DatedPair[], dateOf: (path: string) => number): (Part | undefined)[] => {
  const counts = new Map<string, number>();
  for (const { path } of pairs) counts.set(path, (counts.get(path) ?? 0) + 1);
  const files = [...counts.keys()]
    .map((path) => ({ path, date: dateOf(path), key: contentKey(path, 0, path.length) }))
    .sort((a, b) => a.date - b.date || a.key - b.key);
  const partOfFile = new Map<string, Part>();
  let before = 0;
  for (const { path } of files) {
    // By the middle of a file's pairs, so that a large one does not fall out of all parts.
    const share = (before + counts.get(path)! / 2) / pairs.length;
    partOfFile.set(path, partAt(share));
    before += counts.get(path)!;
  }
  const latest = new Map<string, number>();
  for (const { query, path } of pairs)
    latest.set(query, Math.max(latest.get(query) ?? 0, parts.indexOf(partOfFile.get(path)!)));
  return pairs.map(({ query, path }) => {
    const part = partOfFile.get(path)!;
    return parts.indexOf(part) === latest.get(query) ? part : undefined;
  });
};

const partAt = (share: number): Part =>
  share < shares.training ? 'training' : share < shares.training + shares.validation ? 'validation' : 'test';
