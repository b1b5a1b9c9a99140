import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import parseDiff from 'parse-diff';
import { firstLine, git, RepositoryError, reasonOfGit } from './git';

/** Lines counted from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Absolute paths of changed files to their changed lines; `all` for a file that is new. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[] | 'all'>;

/**
 * The lines of the working tree that differ from the point where this branch left `ref` (their merge base; `ref` itself
 * where they have none), files that git does not track yet included.
 * @param directory Any folder of the repository.
 * @throws RepositoryError
 */
export const changedLinesSince = async (directory: string, ref: string): Promise<ChangedLines> => {
  let root: string;
  try {
    root = realpathSync.native(firstLine(await git(directory, 'rev-parse', '--show-toplevel')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new RepositoryError('--changed-since needs git, which was not found; install it or leave the option out');
    throw new RepositoryError(`--changed-since needs a git repository; ${directory} lies in none`);
  }
  let commit: string;
  try {
    commit = firstLine(await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`));
  } catch {
    throw new RepositoryError(`git knows no revision "${ref}"; fetch it, or name a branch, tag or commit`);
  }
  const base = await git(root, 'merge-base', commit, 'HEAD').then(firstLine, () => commit);
  try {
    const difference = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--diff-filter=d', '--no-renames'];
    const [names, patch, untracked] = await Promise.all([
      git(root, ...difference, '--name-only', '-z', base, '--'),
      git(root, ...difference, '--unified=0', '--src-prefix=a/', '--dst-prefix=b/', base, '--'),
      git(root, 'ls-files', '--others', '--exclude-standard', '-z'),
    ]);
    return collect(root, names.split('\0'), patch, untracked.split('\0'));
  } catch (error) {
    throw new RepositoryError(`git diff failed: ${reasonOfGit(error)}`);
  }
};

const collect = (root: string, names: readonly string[], patch: string, untracked: readonly string[]): ChangedLines => {
  const hunks = new Map(
    parseDiff(patch).map((file) => [
      file.to,
      file.chunks.flatMap((chunk) =>
        chunk.newLines === 0 ? [] : [{ first: chunk.newStart, last: chunk.newStart + chunk.newLines - 1 }],
      ),
    ]),
  );
  const changed = new Map<string, readonly LineRange[] | 'all'>();
  // A name that git writes quoted in the patch is not found there: then the whole file counts as changed.
  for (const name of names) if (name !== '') changed.set(join(root, name), hunks.get(name) ?? 'all');
  for (const name of untracked) if (name !== '') changed.set(join(root, name), 'all');
  return changed;
};
