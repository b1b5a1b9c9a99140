import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import parseDiff from 'parse-diff';

const run = promisify(execFile);

/** A git command that did not do what was asked; the message is one line for the user. */
export class RepositoryError extends Error {
  override readonly name = 'RepositoryError';
}

/** Lines counted from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Absolute paths of changed files to their changed lines; `all` for a file that is new. */
export type ChangedLines = ReadonlyMap<string, readonly LineRange[] | 'all'>;

/** Runs git in a folder. @throws the system's error; an error with `stderr` */
export const git = async (directory: string, ...parameters: readonly string[]): Promise<string> => {
  const { stdout } = await run('git', ['-C', directory, '-c', 'core.quotePath=false', ...parameters], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    windowsHide: true,
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
  });
  return stdout;
};

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

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
    const { stderr, message } = error as Error & { stderr?: string };
    throw new RepositoryError(`git diff failed: ${firstLine(stderr ?? message)}`);
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
