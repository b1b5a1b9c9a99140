import { isAbsolute, posix, relative, sep } from 'node:path';
import { compileGlobs, type PathMatcher } from './globs';
import type { ConfigurationProblem } from './problem';
import type { ProjectSearchSettings } from './searchSettings';
import type { SettingsLayer } from './settings';

/** Patterns in .gitignore's syntax and the folder they are relative to. */
export interface IgnorePatterns {
  readonly directory: string;
  readonly patterns: readonly string[];
}

export interface Override {
  readonly directory: string;
  readonly matches: PathMatcher;
  readonly layer: SettingsLayer;
}

/** A `.surprisal.json` with everything it extends, read and checked. All paths are absolute. */
export interface Configuration {
  /** The file that was asked for. */
  readonly path: string;
  /** Every file that was read, `path` last. */
  readonly files: readonly string[];
  /** Base files first. */
  readonly layers: readonly SettingsLayer[];
  readonly overrides: readonly Override[];
  readonly ignore: readonly IgnorePatterns[];
  /** Base files first. */
  readonly search: readonly ProjectSearchSettings[];
  /** Fields that were ignored, one note each. */
  readonly notes: readonly ConfigurationProblem[];
}

/** The path below a folder with forward slashes; undefined when it lies elsewhere. */
export const pathBelow = (directory: string, path: string): string | undefined => {
  const below = relative(directory, path).split(sep).join(posix.sep);
  return below === '' || below === '..' || below.startsWith('../') || isAbsolute(below) ? undefined : below;
};

/** The layers a configuration gives for a file: its own and those of the overrides that match, in order. */
export const layersFor = (configuration: Configuration, path: string): readonly SettingsLayer[] => [
  ...configuration.layers,
  ...configuration.overrides.flatMap(({ directory, matches, layer }) => {
    const below = pathBelow(directory, path);
    return below !== undefined && matches(below) ? [layer] : [];
  }),
];

export const overrideOf = (directory: string, files: readonly string[], layer: SettingsLayer): Override => ({
  directory,
  matches: compileGlobs(files),
  layer,
});
