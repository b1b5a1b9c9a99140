import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { RepositoryError } from '../../platform/git';
import { repositoryRoot } from '../../platform/ignoreRules';
import { type ChangedLines, changedLinesSince, type LineRange } from '../../platform/repository';
import { CommandError } from '../commandError';

/** `--changed-since`: the lines that differ from a revision, asked of git once a repository. */
export class ChangedFiles {
  private readonly repositories = new Map<string, Promise<ChangedLines>>();

  constructor(private readonly ref: string) {}

  /**
   * The lines of a file to look at; undefined when it has not changed.
   * @throws CommandError
   */
  async linesOf(path: string): Promise<readonly LineRange[] | 'all' | undefined> {
    const folder = dirname(path);
    const root = repositoryRoot(folder) ?? folder;
    let changes = this.repositories.get(root);
    if (changes === undefined) {
      changes = changedLinesSince(root, this.ref);
      this.repositories.set(root, changes);
    }
    try {
      return (await changes).get(realpathSync.native(path));
    } catch (error) {
      if (error instanceof RepositoryError) throw new CommandError(error.message);
      // A path that does not exist is told when it is read.
      return 'all';
    }
  }
}
