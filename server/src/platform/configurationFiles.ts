import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { type Configuration, pathBelow } from '../configuration/configuration';
import { loadConfiguration, outsideProject } from '../configuration/load';
import { systemMessage } from './documentFile';
import { decodeText } from './encoding';
import { repositoryRoot } from './ignoreRules';

export const configurationFileName = '.surprisal.json';

/** A path as messages name it: relative where that is shorter and stays below the current folder. */
export const displayPath = (path: string): string => {
  const below = relative(process.cwd(), path);
  return below === '' ? '.' : below.startsWith('..') ? path : below;
};

/** The project a configuration belongs to: its repository, or without one its own folder. */
const projectOf = (configurationPath: string): string => {
  const directory = dirname(configurationPath);
  return repositoryRoot(directory) ?? directory;
};

const load = (path: string): Configuration => {
  const project = projectOf(path);
  return loadConfiguration(path, {
    readText: (file) => {
      try {
        return decodeText(readFileSync(file)).text;
      } catch (error) {
        throw new Error(error instanceof Error && 'code' in error ? systemMessage(error) : (error as Error).message);
      }
    },
    wordListProblem: (file) => {
      if (pathBelow(project, file) === undefined) return outsideProject;
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isFile() !== true) return stats === undefined ? 'is not there' : 'is not a file';
      return pathBelow(realpathSync.native(project), realpathSync.native(file)) === undefined
        ? outsideProject
        : undefined;
    },
    display: displayPath,
  });
};

/** Finds and reads configurations; each file is read once. */
export class ConfigurationFiles {
  private readonly loaded = new Map<string, Configuration | Error>();
  private readonly nearest = new Map<string, string | undefined>();
  private readonly ignored = new Map<Configuration, readonly { directory: string; rules: Ignore }[]>();

  /** @param fixed `undefined` finds the nearest file upwards, `null` uses none, a path uses that one for all. */
  constructor(private readonly fixed?: string | null) {}

  /**
   * The configuration that holds for files in a folder.
   * @throws ConfigurationError, the same one each time
   */
  for(directory: string): Configuration | undefined {
    if (this.fixed === null) return undefined;
    const path = this.fixed ?? this.find(directory);
    return path === undefined ? undefined : this.read(path);
  }

  /** Whether the configuration's `ignore` leaves a path out, or the path is one of its word lists; false where the configuration is at fault. */
  ignores(path: string, isDirectory: boolean): boolean {
    let configuration: Configuration | undefined;
    try {
      configuration = this.for(dirname(path));
    } catch {
      return false;
    }
    if (configuration === undefined) return false;
    // A word list is no prose.
    if (configuration.layers.some(({ dictionaries }) => dictionaries?.includes(path))) return true;
    return this.rulesOf(configuration).some(({ directory, rules }) => {
      const below = pathBelow(directory, path);
      return below !== undefined && rules.ignores(isDirectory ? `${below}/` : below);
    });
  }

  private rulesOf(configuration: Configuration) {
    let rules = this.ignored.get(configuration);
    if (rules === undefined) {
      rules = configuration.ignore.map(({ directory, patterns }) => ({
        directory,
        rules: ignore().add([...patterns]),
      }));
      this.ignored.set(configuration, rules);
    }
    return rules;
  }

  /** Nearest upwards; not above the repository's root, nor above the user's home. */
  private find(directory: string): string | undefined {
    if (this.nearest.has(directory)) return this.nearest.get(directory);
    const candidate = join(directory, configurationFileName);
    const parent = dirname(directory);
    const last = parent === directory || directory === homedir() || existsSync(join(directory, '.git'));
    const found = existsSync(candidate) ? candidate : last ? undefined : this.find(parent);
    this.nearest.set(directory, found);
    return found;
  }

  private read(path: string): Configuration {
    let result = this.loaded.get(path);
    if (result === undefined) {
      try {
        result = load(path);
      } catch (error) {
        result = error as Error;
      }
      this.loaded.set(path, result);
    }
    if (result instanceof Error) throw result;
    return result;
  }
}
