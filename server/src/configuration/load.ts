import { dirname, isAbsolute, resolve } from 'node:path';
import { type Configuration, overrideOf } from './configuration';
import { parseConfiguration } from './parse';
import { ConfigurationError, type ConfigurationProblem } from './problem';
import type { ConfigurationOverride } from './schema';
import type { SettingsLayer } from './settings';

export interface LoadPort {
  /** The file's text; throws an Error whose message says why it cannot be read. */
  readText(path: string): string;
  /** Why a word list cannot be used: it is not there, or lies outside the project (symbolic links resolved). */
  wordListProblem(path: string): string | undefined;
  /** A path as messages name it. */
  display(path: string): string;
}

/** A repository must not make its readers' programs open files elsewhere on their machines. */
export const outsideProject = 'lies outside the project; copy it into the project';

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

const isRelativePath = (path: string): boolean => !isAbsolute(path) && !/^[a-z][a-z+.-]*:|^[/\\~]/i.test(path);

/**
 * Reads a configuration and all it extends.
 * @throws ConfigurationError with every problem found, in whichever file it stands.
 */
export const loadConfiguration = (path: string, port: LoadPort): Configuration => {
  const problems: ConfigurationProblem[] = [];
  const configuration = load(path, port, [], problems, (message) =>
    problems.push({ path: port.display(path), line: 1, column: 1, message }),
  );
  if (problems.length > 0 || configuration === undefined) throw new ConfigurationError(problems);
  return configuration;
};

const load = (
  path: string,
  port: LoadPort,
  chain: readonly string[],
  problems: ConfigurationProblem[],
  onUnreadable: (reason: string) => void,
): Configuration | undefined => {
  const display = port.display(path);
  let source: string;
  try {
    source = port.readText(path);
  } catch (error) {
    onUnreadable((error as Error).message);
    return undefined;
  }
  const parsed = parseConfiguration(source, display);
  problems.push(...parsed.problems);
  const file = parsed.configuration;
  if (file === undefined) return undefined;

  const directory = dirname(path);
  const problemAt = (location: readonly (string | number)[], message: string) =>
    problems.push({ path: display, ...parsed.locate(location), message });

  const bases: Configuration[] = [];
  const ancestors = [...chain, path];
  for (const [index, name] of list(file.extends).entries()) {
    const place = typeof file.extends === 'string' ? ['extends'] : ['extends', index];
    const target = resolve(directory, name);
    if (!isRelativePath(name)) {
      problemAt(place, `"extends" names a file relative to this one, not ${JSON.stringify(name)}.`);
    } else if (ancestors.includes(target)) {
      const cycle = [...ancestors.slice(ancestors.indexOf(target)), target].map((file) => port.display(file));
      problemAt(place, `"extends" goes in a circle: ${cycle.join(' -> ')}.`);
    } else {
      const base = load(target, port, ancestors, problems, (reason) =>
        problemAt(place, `${JSON.stringify(name)} cannot be read: ${reason}`),
      );
      if (base !== undefined) bases.push(base);
    }
  }

  const layerOf = (
    fields: ConfigurationOverride | typeof file,
    place: readonly (string | number)[],
  ): SettingsLayer => ({
    dialect: fields.dialect,
    operatingPoint: fields.operatingPoint,
    minConfidence: fields.minConfidence,
    kinds: fields.kinds,
    words: fields.words,
    dictionaries: fields.dictionaries?.flatMap((name, index) => {
      const target = resolve(directory, name);
      const problem = isRelativePath(name) ? port.wordListProblem(target) : outsideProject;
      if (problem === undefined) return [target];
      problemAt([...place, 'dictionaries', index], `The word list ${JSON.stringify(name)} ${problem}.`);
      return [];
    }),
  });

  return {
    path,
    files: [...bases.flatMap((base) => base.files), path],
    layers: [...bases.flatMap((base) => base.layers), layerOf(file, [])],
    overrides: [
      ...bases.flatMap((base) => base.overrides),
      ...(file.overrides ?? []).map((override, index) =>
        overrideOf(directory, list(override.files), layerOf(override, ['overrides', index])),
      ),
    ],
    ignore: [
      ...bases.flatMap((base) => base.ignore),
      ...(file.ignore === undefined ? [] : [{ directory, patterns: file.ignore }]),
    ],
    search: [...bases.flatMap((base) => base.search), ...(file.search === undefined ? [] : [file.search])],
    notes: [...bases.flatMap((base) => base.notes), ...parsed.notes],
  };
};
