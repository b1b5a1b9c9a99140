import { git } from './git';

/** Lines of a file, from 1 on, both included, that one commit changed last. */
export interface BlamedLines {
  readonly first: number;
  readonly last: number;
  readonly commit: string;
  /** The first line of its message. */
  readonly subject: string;
}

/** What git tells of files as they are committed. A folder that lies in no repository, or a machine without git, has no history. */
export class FileHistory {
  /** @param root a folder, to which paths are relative, with slashes */
  constructor(private readonly root: string) {}

  /** Of each file, when it was last committed, in seconds since 1970; renames are not followed. */
  async lastCommits(): Promise<ReadonlyMap<string, number>> {
    const log = await this.told(
      'log',
      '--no-merges',
      '--no-renames',
      '--relative',
      '--name-only',
      '-z',
      '--format=%x01%ct',
    );
    const dates = new Map<string, number>();
    for (const commit of log?.split('\x01').slice(1) ?? []) {
      const [seconds, ...paths] = commit.split(/[\0\n]+/);
      // The newest commits come first.
      for (const path of paths) if (path !== '' && !dates.has(path)) dates.set(path, Number(seconds));
    }
    return dates;
  }

  /** Who changed each line of a file last; lines that are not committed are left out, and so is what nothing tells. */
  async blamed(path: string): Promise<readonly BlamedLines[]> {
    const porcelain = await this.told('blame', '--porcelain', '-w', '--no-textconv', '--', path);
    return porcelain === undefined ? [] : readBlame(porcelain);
  }

  private async told(...parameters: readonly string[]): Promise<string | undefined> {
    try {
      // No program that the repository's own settings name is run.
      return await git(this.root, '-c', 'core.fsmonitor=false', ...parameters);
    } catch {
      return undefined;
    }
  }
}

const notCommitted = /^0+$/;

/** Reads what `git blame --porcelain` writes. */
const readBlame = (porcelain: string): BlamedLines[] => {
  const subjects = new Map<string, string>();
  const groups: { first: number; last: number; commit: string }[] = [];
  let commit = '';
  for (const line of porcelain.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)(?: (\d+))?$/.exec(line);
    if (head !== null) {
      commit = head[1]!;
      const first = Number(head[2]);
      if (head[3] !== undefined) groups.push({ first, last: first + Number(head[3]) - 1, commit });
    } else if (line.startsWith('summary ') && !subjects.has(commit))
      subjects.set(commit, line.slice('summary '.length));
  }
  return groups
    .filter((group) => !notCommitted.test(group.commit))
    .map((group) => ({ ...group, subject: subjects.get(group.commit) ?? '' }));
};
