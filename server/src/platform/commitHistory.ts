import { realpathSync } from 'node:fs';
import { firstLine, git, RepositoryError, reasonOfGit, streamGit } from './git';

/** What a commit did to a file. Paths are relative to the repository, with slashes. */
export interface FileChange {
  readonly kind: 'added' | 'changed' | 'deleted' | 'renamed' | 'copied';
  readonly path: string;
  /** Of what was renamed or copied: its path before. */
  readonly from?: string;
}

export interface Commit {
  readonly id: string;
  readonly changes: readonly FileChange[];
}

/** Where a repository stands. */
export interface RepositoryHead {
  /** Absolute, by its real path. */
  readonly root: string;
  /** The commit that is checked out. */
  readonly commit: string;
  /** Older commits were left on the server. */
  readonly isShallow: boolean;
}

export interface CommitHistory {
  /** Oldest first, merges left out: what they bring in are commits of their own. */
  readonly commits: readonly Commit[];
  /** False where there are older ones that were not read. */
  readonly isWhole: boolean;
}

export interface HistoryBounds {
  /** Commits at most, the newest. */
  readonly commits: number;
  /** After this time, what was read is all. */
  readonly withinMs: number;
}

/**
 * The repository that a folder lies in.
 * @throws RepositoryError where there is no git, no repository or no commit
 */
export const readHead = async (directory: string): Promise<RepositoryHead> => {
  let root: string;
  try {
    root = realpathSync.native(firstLine(await git(directory, 'rev-parse', '--show-toplevel')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new RepositoryError('related files are found by git, which was not found; install it', 'noGit');
    const reason = reasonOfGit(error);
    if (reason.startsWith('not a git repository'))
      throw new RepositoryError(`${directory} lies in no git repository`, 'noRepository');
    throw new RepositoryError(`git cannot read the repository of ${directory}: ${reason}`);
  }
  let commit: string;
  try {
    commit = firstLine(await git(root, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'));
  } catch {
    throw new RepositoryError(`${root} has no commit yet`, 'noCommit');
  }
  const isShallow = firstLine(await git(root, 'rev-parse', '--is-shallow-repository')) === 'true';
  return { root, commit, isShallow };
};

/** Paths of all files of a commit. @throws RepositoryError */
export const filesOfCommit = async ({ root, commit }: RepositoryHead): Promise<ReadonlySet<string>> => {
  try {
    const names = await git(root, 'ls-tree', '-r', '-z', '--name-only', commit);
    return new Set(names.split('\0').filter((name) => name !== ''));
  } catch (error) {
    throw new RepositoryError(`git ls-tree failed: ${reasonOfGit(error)}`);
  }
};

/** Marks where a commit begins in what git prints. */
const mark = '\x01';

/**
 * Nothing is run that a repository's own settings name, and nothing is fetched: of a partial clone, what was renamed is known where the text stayed the same.
 */
const logParameters = [
  ...['-c', 'protocol.allow=never', 'log', '--no-merges', '--no-show-signature', '--no-ext-diff', '--no-textconv'],
  ...['--no-color', '--no-notes', '--name-status', '-z', `--format=${mark}%H %P`],
];

/**
 * What commits have changed, renames found as git does (-M).
 * @param signal its reason is thrown
 * @throws RepositoryError
 */
export const readHistory = async (
  { root, commit, isShallow }: RepositoryHead,
  { commits: most, withinMs }: HistoryBounds,
  signal?: AbortSignal,
): Promise<CommitHistory> => {
  const renames = (await isPartialClone(root)) ? '-M100%' : '-M';
  const late = AbortSignal.timeout(withinMs);
  const reader = new NameStatusReader();
  await streamGit(root, [...logParameters, renames, `--max-count=${most}`, commit, '--'], {
    signal: signal === undefined ? late : AbortSignal.any([late, signal]),
    onText: (text) => reader.read(text),
  });
  signal?.throwIfAborted();
  const read = reader.commits(late.aborted);
  // All files of the commit at which a shallow clone ends look new.
  const commits = isShallow ? read.filter(({ parents }) => parents > 0) : read;
  return {
    commits: commits.map(({ id, changes }) => ({ id, changes })).reverse(),
    isWhole: !isShallow && !late.aborted && read.length < most,
  };
};

const isPartialClone = async (root: string): Promise<boolean> =>
  git(root, 'config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$').then(
    (found) => found.trim() !== '',
    () => false,
  );

interface ReadCommit extends Commit {
  readonly parents: number;
  readonly changes: FileChange[];
}

const kinds: Readonly<Record<string, FileChange['kind']>> = { A: 'added', D: 'deleted', R: 'renamed', C: 'copied' };

/** Reads what `git log --name-status -z` prints, in whatever pieces it comes. */
class NameStatusReader {
  private readonly found: ReadCommit[] = [];
  private rest = '';
  private change: { kind: FileChange['kind']; from?: string } | undefined;

  read(text: string): void {
    const fields = (this.rest + text).split('\0');
    this.rest = fields.pop()!;
    for (const field of fields) this.onField(field);
  }

  /** Newest first. @param isCut whether the last one may lack something */
  commits(isCut: boolean): readonly ReadCommit[] {
    return isCut ? this.found.slice(0, -1) : this.found;
  }

  private onField(field: string): void {
    const { change } = this;
    if (change === undefined) this.onBeginning(field.replace(/^\n/, ''));
    else if (change.from === undefined && (change.kind === 'renamed' || change.kind === 'copied')) change.from = field;
    else {
      this.found.at(-1)!.changes.push({ ...change, path: field });
      this.change = undefined;
    }
  }

  /** Of a commit, or of a change. */
  private onBeginning(field: string): void {
    if (field.startsWith(mark)) {
      const [id = '', ...parents] = field.slice(mark.length).trim().split(' ');
      this.found.push({ id, parents: parents.length, changes: [] });
    } else if (field !== '') this.change = { kind: kinds[field[0]!] ?? 'changed' };
  }
}
