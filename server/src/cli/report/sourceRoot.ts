import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathBelow } from '../../configuration/configuration';
import { repositoryRoot } from '../../platform/ignoreRules';
import { standardInput } from '../inputText';

const realPath = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
};

/** The folder from which code hosts name files, whichever folder the command was started in. */
export class SourceRoot {
  /** @param directory Absolute. @param start The folder that relative names are relative to. */
  constructor(
    readonly directory: string,
    private readonly start: string = process.cwd(),
  ) {}

  /**
   * GITHUB_WORKSPACE where the folder lies in it, else the top level of the git repository around it, else the folder itself.
   * @param start Absolute.
   */
  static find(start: string = realPath(process.cwd()), environment: NodeJS.ProcessEnv = process.env): SourceRoot {
    const { GITHUB_WORKSPACE: named } = environment;
    const workspace = named === undefined || named === '' ? undefined : realPath(named);
    const inWorkspace = workspace !== undefined && (workspace === start || pathBelow(workspace, start) !== undefined);
    return new SourceRoot(inWorkspace ? workspace : (repositoryRoot(start) ?? start), start);
  }

  /** A document's path from the root, with slashes; undefined when it lies outside, or is standard input without a name. */
  pathOf(name: string): string | undefined {
    return name === standardInput ? undefined : pathBelow(this.directory, resolve(this.start, name));
  }
}
