import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith } from './program';

/** Of a commit, what files become; null for one that is deleted. */
export type FilesOfCommit = Readonly<Record<string, string | null>>;

/** A repository in a folder of its own, with the git of this machine and without its user's settings. */
export class GitRepository {
  readonly root = folderWith();
  private commits = 0;

  /** @param history the files of each commit, oldest first */
  constructor(history: readonly FilesOfCommit[] = []) {
    this.git('init', '--quiet', '--initial-branch', 'main');
    for (const files of history) this.commit(files);
  }

  git(...parameters: readonly string[]): string {
    const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgSign=false'];
    return execFileSync('git', ['-C', this.root, ...author, ...parameters], {
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  commit(files: FilesOfCommit): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.root, name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === null) rmSync(path);
      else writeFileSync(path, text);
    }
    this.commitAll();
  }

  /** Commits whatever the folder holds. */
  commitAll(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', `commit ${++this.commits}`);
  }
}
