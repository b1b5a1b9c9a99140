import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathBelow } from '../configuration/configuration';
import { systemMessage } from '../platform/documentFile';
import { ToolError } from './tool';

/** A directory that tools may read. */
export interface AllowedFolder {
  /** Absolute, as it was named. */
  readonly named: string;
  /** Where that leads. */
  readonly real: string;
}

const outside = 'it lies outside the directories that this server may read';

/** The directories that were named when the server was started: nothing else is read, whatever a path or a symbolic link says. */
export class AllowedFolders {
  constructor(readonly all: readonly AllowedFolder[]) {}

  /**
   * The real path of a file in one of them.
   * @param path absolute, or relative to one of them
   * @throws ToolError, which tells nothing of what there is elsewhere
   */
  file(path: string): string {
    this.refuseIfNone();
    const candidates = isAbsolute(path) ? [path] : this.all.map(({ real }) => join(real, path));
    const problems = new Set<string>();
    for (const candidate of candidates) {
      try {
        const real = realpathSync.native(candidate);
        if (this.isIn(real)) return real;
        problems.add(outside);
      } catch (error) {
        // Of what is not there, the folder that would hold it decides.
        problems.add(this.isIn(realAncestor(candidate)) ? systemMessage(error) : outside);
      }
    }
    throw new ToolError(`${path}: ${problems.has(outside) ? outside : [...problems].join(', ')}`);
  }

  /**
   * Those that a search is made in: the one that is named, or all, but for those that lie in others.
   * @throws ToolError
   */
  searched(directory: string | undefined): readonly AllowedFolder[] {
    this.refuseIfNone();
    if (directory === undefined) return this.outermost();
    const asked = resolve(directory);
    const found = this.all.filter(({ named, real }) => named === asked || real === asked);
    if (found.length > 0) return found;
    throw new ToolError(`${directory}: not one of ${this.all.map(({ named }) => named).join(', ')}`);
  }

  private outermost(): readonly AllowedFolder[] {
    return this.all.filter(
      ({ real }, index) =>
        !this.all.some((other, at) => (other.real === real ? at < index : pathBelow(other.real, real) !== undefined)),
    );
  }

  /** Whether a file, of whatever name, lies in one of them. */
  holds(path: string): boolean {
    try {
      return this.isIn(realpathSync.native(path));
    } catch {
      return false;
    }
  }

  private isIn(realPath: string): boolean {
    return this.all.some(({ real }) => realPath === real || pathBelow(real, realPath) !== undefined);
  }

  private refuseIfNone(): void {
    if (this.all.length === 0)
      throw new ToolError('this server may read no files; it is started with the directories that it may read');
  }
}

/** The real path of the innermost folder on a path that is there. */
const realAncestor = (path: string): string => {
  const parent = dirname(resolve(path));
  try {
    return realpathSync.native(parent);
  } catch {
    return parent === dirname(parent) ? parent : realAncestor(parent);
  }
};
