import type { BlamedLines } from '../../platform/fileHistory';
import type { StoredChunk } from '../searchStore';
import { couldBeAsked, type QueryPair } from './filePairs';

/** A passage that is mostly one commit's. */
interface CommittedChunk {
  readonly chunk: StoredChunk;
  readonly commit: string;
  readonly subject: string;
}

/** A commit that made or changed more passages says little of each. */
const mostPassages = 6;

/** What says nothing of what was changed. */
const unsaying = /^(?:merge|revert|bump|release|version|wip|fixup!|squash!|initial)\b|^v?\d+(?:\.\d+)+/i;

/**
 * Subjects of commits, each with the passages of which it wrote more than half the lines that stand there now.
 * @param files passages of each file, and who changed its lines last
 */
export const commitPairs = (
  files: Iterable<{ readonly chunks: readonly StoredChunk[]; readonly lines: readonly BlamedLines[] }>,
): QueryPair[] => {
  const byCommit = new Map<string, CommittedChunk[]>();
  for (const { chunks, lines } of files)
    for (const chunk of chunks) {
      const author = mostlyBy(chunk, lines);
      if (author === undefined) continue;
      const known = byCommit.get(author.commit) ?? [];
      known.push({ chunk, ...author });
      byCommit.set(author.commit, known);
    }
  return [...byCommit.values()].flatMap((changed) => {
    if (changed.length > mostPassages) return [];
    const keys = changed.map(({ chunk }) => chunk.key);
    return changed.map(
      ({ chunk: { key, path, languageId }, subject }): QueryPair => ({
        ...{ kind: 'commit', query: subject, key, path, languageId },
        related: keys.filter((other) => other !== key),
      }),
    );
  });
};

const mostlyBy = (
  { startLine, endLine }: StoredChunk,
  lines: readonly BlamedLines[],
): { readonly commit: string; readonly subject: string } | undefined => {
  const counts = new Map<string, number>();
  for (const { first, last, commit } of lines) {
    const count = Math.min(last, endLine) - Math.max(first, startLine) + 1;
    if (count > 0) counts.set(commit, (counts.get(commit) ?? 0) + count);
  }
  for (const [commit, count] of counts) {
    if (2 * count <= endLine - startLine + 1) continue;
    const subject = lines.find((one) => one.commit === commit)!.subject.trim();
    return unsaying.test(subject) || !couldBeAsked(subject, 4) ? undefined : { commit, subject };
  }
  return undefined;
};
