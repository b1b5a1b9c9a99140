import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, normalize, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { languageOf } from '../text/markup/languageOf';
import { hasProse } from '../text/markup/maskDocument';
import { systemMessage } from './documentFile';
import { IgnoreRules } from './ignoreRules';

/** A file to be checked. */
export interface DocumentTarget {
  /** Absolute. */
  readonly path: string;
  /** As messages and reports name it: the argument as typed, or what lies below it. */
  readonly name: string;
  /** Named by the user, not found in a folder or by a glob. */
  readonly explicit: boolean;
  /** Read from standard input; `path` then only says what it goes by. */
  readonly standardInput?: true;
}

export interface TargetObserver {
  /** Passed over, with the reason; the run is none the worse. */
  onSkipped(path: string, reason: string): void;
  /** Asked for and not to be had. */
  onFailed(path: string, reason: string): void;
  /** Whether the project's configuration leaves out what lies in a folder or is matched by a glob. */
  ignores(path: string, isDirectory: boolean): boolean;
}

const alwaysSkipped = new Set(['node_modules', 'bower_components']);

const isGlob = (argument: string): boolean => picomatch.scan(argument).isGlob;

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * The files that command-line arguments name: files as they are, folders walked, globs expanded. Each file comes once,
 * in the arguments' order, folders by name. Walks keep to the ignore rules, pass over hidden files and node_modules, and
 * do not follow symbolic links to folders.
 */
export function* documentTargets(
  arguments_: readonly string[],
  directory: string,
  observer: TargetObserver,
): Generator<DocumentTarget> {
  const seen = new Set<string>();
  const once = function* (targets: Iterable<DocumentTarget>): Generator<DocumentTarget> {
    for (const target of targets) {
      const identity = realPath(target.path);
      if (seen.has(identity)) continue;
      seen.add(identity);
      yield target;
    }
  };
  for (const argument of arguments_) yield* once(targetsOf(argument, directory, observer));
}

const realPath = (path: string): string => {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
};

function* targetsOf(argument: string, directory: string, observer: TargetObserver): Generator<DocumentTarget> {
  const path = resolve(directory, argument);
  try {
    // The path may be a file whose name looks like a glob: what exists is taken as it is.
    if (statSync(path).isDirectory()) {
      let found = false;
      for (const file of walk(path, named(observer, argument, path), isServed)) {
        found = true;
        yield { path: file, name: nameOf(argument, path, file), explicit: false };
      }
      if (!found) observer.onSkipped(argument, 'no file to check in this directory');
      return;
    }
    yield { path, name: normalize(argument), explicit: true };
  } catch (error) {
    const pattern = sep === '\\' ? argument.replaceAll('\\', '/') : argument;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && isGlob(pattern))
      yield* globbed(pattern, directory, observer);
    else observer.onFailed(argument, systemMessage(error));
  }
}

const nameOf = (argument: string, root: string, path: string): string => join(argument, relative(root, path));

/** Tells of paths below an argument as the argument was typed. */
const named = (observer: TargetObserver, argument: string, root: string): TargetObserver => ({
  onSkipped: (path, reason) => observer.onSkipped(nameOf(argument, root, path), reason),
  onFailed: (path, reason) => observer.onFailed(nameOf(argument, root, path), reason),
  ignores: (path, isDirectory) => observer.ignores(path, isDirectory),
});

const isServed = (path: string): boolean => {
  const language = languageOf(path);
  return language !== undefined && hasProse(language);
};

function* globbed(pattern: string, directory: string, observer: TargetObserver): Generator<DocumentTarget> {
  const { base, glob } = picomatch.scan(pattern.replace(/^\.\//, ''));
  const root = resolve(directory, base);
  const matches = picomatch(glob);
  let found = false;
  let reached = false;
  try {
    reached = statSync(root).isDirectory();
  } catch {
    // Named below: no file matches.
  }
  const matched = (path: string) => matches(relative(root, path).split(sep).join('/'));
  for (const file of reached ? walk(root, named(observer, base, root), matched, depthOf(glob)) : []) {
    found = true;
    yield { path: file, name: nameOf(base, root, file), explicit: false };
  }
  if (!found) observer.onFailed(pattern, 'no file matches this pattern');
}

/** How many folders down a match of a glob can lie at the most: nobody waits for a walk of the whole disk. */
const depthOf = (glob: string): number =>
  /\*\*|[*+!]\(/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length - 1;

/** Depth first, entries by name, so many folders down; a folder that cannot be read is reported and passed over. */
function* walk(
  root: string,
  observer: TargetObserver,
  wanted: (path: string) => boolean,
  depth = Number.POSITIVE_INFINITY,
  rules: IgnoreRules = IgnoreRules.for(root),
): Generator<string> {
  let entries: Dirent[];
  try {
    entries = readdirSync(root, { withFileTypes: true }).sort(byName);
  } catch (error) {
    observer.onFailed(root, systemMessage(error));
    return;
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.') || alwaysSkipped.has(entry.name)) continue;
    const path = join(root, entry.name);
    const isDirectory = entry.isDirectory();
    if (depth === 0 && (isDirectory || (entry.isSymbolicLink() && !wanted(path)))) continue;
    if (!isDirectory && !entry.isSymbolicLink() && !(entry.isFile() && wanted(path))) continue;
    if (rules.ignores(path, isDirectory) || observer.ignores(path, isDirectory)) continue;
    if (isDirectory) yield* walk(path, observer, wanted, depth - 1, rules.enter(path));
    else if (entry.isFile()) yield path;
    else if (isLinkedFile(path, root, observer) && wanted(path)) yield path;
  }
}

const isLinkedFile = (path: string, root: string, observer: TargetObserver): boolean => {
  try {
    const stats = statSync(path);
    if (!stats.isDirectory()) return stats.isFile();
    const target = realpathSync.native(path);
    const here = realpathSync.native(root);
    if (here === target || here.startsWith(target + sep))
      observer.onSkipped(path, 'a symbolic link back to a directory above it; not followed');
    else observer.onSkipped(path, 'a symbolic link to a directory; name it to check what lies there');
    return false;
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined && languageOf(path) !== undefined)
      observer.onSkipped(path, `a symbolic link that leads nowhere; ${systemMessage(error)}`);
    return false;
  }
};
