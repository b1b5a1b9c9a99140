import { type Dirent, realpathSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { compileGlobs, type PathMatcher } from '../../configuration/globs';
import type { SearchSettings } from '../../configuration/searchSettings';
import { formatBytes, systemMessage } from '../../platform/documentFile';
import type { IgnoreRules } from '../../platform/ignoreRules';

/** A file as the walk finds it. */
export interface FoundFile {
  /** Relative to the indexed folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export type Judgement =
  | { readonly kind: 'file'; readonly stats: Stats }
  | { readonly kind: 'folder' }
  | { readonly kind: 'out'; readonly reason: string };

const out = (reason: string): Judgement => ({ kind: 'out', reason });

const neverIndexed = new Set(['node_modules', 'bower_components']);

/** Which entries of a folder are indexed, and of the others why not: one judge for the walk and for who asks about a single path. */
export class FileRules {
  private readonly included: PathMatcher | undefined;
  private readonly excluded: PathMatcher;
  private readonly realRoot: string;

  /** @param root absolute */
  constructor(
    readonly root: string,
    private readonly settings: SearchSettings,
  ) {
    this.included = settings.include.length === 0 ? undefined : compileGlobs(settings.include);
    this.excluded = compileGlobs(settings.exclude);
    this.realRoot = realpathSync.native(root);
  }

  /**
   * @param path relative, with slashes
   * @param rules those of the folder the entry lies in
   */
  judge(entry: Dirent, path: string, rules: IgnoreRules): Judgement {
    if (neverIndexed.has(entry.name)) return out('packages of others are not indexed');
    if (entry.name.startsWith('.')) return out('hidden files and folders are not indexed');
    const absolute = join(this.root, path);
    const isDirectory = entry.isDirectory();
    if (rules.ignores(absolute, isDirectory)) return out('ignored by .gitignore, .surprisalignore or git');
    if (this.excluded(isDirectory ? `${path}/` : path)) return out('left out as a file that programs write');
    if (isDirectory) return { kind: 'folder' };
    if (this.included !== undefined && !this.included(path)) return out('not among the files that are to be indexed');
    if (!entry.isFile() && !entry.isSymbolicLink()) return out('a pipe, socket or device, not a file');
    try {
      // A name for what is indexed under its own name, or a way round in circles.
      if (entry.isSymbolicLink()) {
        const target = realpathSync.native(absolute);
        if (target === this.realRoot || target.startsWith(this.realRoot + sep))
          return out('a symbolic link to what is indexed where it lies');
      }
      return this.judgeFile(statSync(absolute));
    } catch (error) {
      return out(entry.isSymbolicLink() ? 'a symbolic link that leads nowhere' : systemMessage(error));
    }
  }

  private judgeFile(stats: Stats): Judgement {
    if (stats.isDirectory()) return out('a symbolic link to a folder; links to folders are not followed');
    if (!stats.isFile()) return out('a pipe, socket or device, not a file');
    if (stats.size > this.settings.maxFileSize)
      return out(`${formatBytes(stats.size)} is over the limit of ${formatBytes(this.settings.maxFileSize)}`);
    return { kind: 'file', stats };
  }
}
