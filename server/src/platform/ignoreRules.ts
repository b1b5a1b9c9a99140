import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { pathBelow } from '../configuration/configuration';

interface RuleFile {
  readonly directory: string;
  readonly rules: Ignore;
}

const readRules = (directory: string, file: string): RuleFile | undefined => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return { directory, rules: ignore().add(text) };
};

/** The nearest folder upwards that holds `.git` (a folder, or in a worktree or submodule a file). */
export const repositoryRoot = (directory: string): string | undefined => {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
};

/**
 * The ignore rules that hold in a folder, as git reads them: `.git/info/exclude`, then `.gitignore` and after it
 * `.surprisalignore` in each folder downwards. The last pattern that matches decides, so a deeper file can take back
 * what a higher one ignores. Outside a repository only `.surprisalignore` is read.
 */
export class IgnoreRules {
  private constructor(
    /** Weakest first. */
    private readonly files: readonly RuleFile[],
    private readonly useGit: boolean,
  ) {}

  /**
   * The rules that hold in `directory`, those of the folders above it included. In a folder that is itself ignored, but
   * was asked for by name, only its own rules hold.
   */
  static for(directory: string): IgnoreRules {
    const root = repositoryRoot(directory);
    const exclude = root === undefined ? undefined : readRules(root, join(root, '.git', 'info', 'exclude'));
    const chain = [directory];
    while (root !== undefined && chain[0] !== root) chain.unshift(dirname(chain[0]!));
    const start = new IgnoreRules(exclude === undefined ? [] : [exclude], root !== undefined);
    return chain.reduce((rules, folder) => {
      const above = rules.ignores(folder, true) ? new IgnoreRules([], rules.useGit) : rules;
      return above.enter(folder);
    }, start);
  }

  /** The rules in a folder below, given these above it. */
  enter(directory: string): IgnoreRules {
    const names = this.useGit ? ['.gitignore', '.surprisalignore'] : ['.surprisalignore'];
    const added = names.flatMap((name) => readRules(directory, join(directory, name)) ?? []);
    return added.length === 0 ? this : new IgnoreRules([...this.files, ...added], this.useGit);
  }

  /** Whether a path is ignored, given that the folder it lies in is not. */
  ignores(path: string, isDirectory: boolean): boolean {
    for (let index = this.files.length - 1; index >= 0; index--) {
      const { directory, rules } = this.files[index]!;
      const below = pathBelow(directory, path);
      if (below === undefined) continue;
      const result = rules.test(isDirectory ? `${below}/` : below);
      if (result.unignored) return false;
      if (!result.ignored) continue;
      // Ignored with its folder, says this file; but the walk came through the folder, so a deeper file took that back.
      const parent = posix.dirname(below);
      if (parent === '.' || !rules.test(`${parent}/`).ignored) return true;
    }
    return false;
  }
}
