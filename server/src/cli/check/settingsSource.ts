import { dirname } from 'node:path';
import { layersFor } from '../../configuration/configuration';
import { ConfigurationError } from '../../configuration/problem';
import { type ResolvedSettings, resolveSettings, type SettingsLayer } from '../../configuration/settings';
import type { WordSet } from '../../lexicon/wordSet';
import type { ConfigurationFiles } from '../../platform/configurationFiles';
import { loadDictionary, WordListError } from '../../platform/dictionaries';
import { printMessage } from '../console';

export interface DocumentSettings extends ResolvedSettings {
  readonly dictionary: WordSet;
}

interface CachedSettings {
  readonly layers: readonly SettingsLayer[];
  readonly settings: DocumentSettings;
}

const sameLayers = (a: readonly SettingsLayer[], b: readonly SettingsLayer[]): boolean =>
  a.length === b.length && a.every((layer, index) => layer === b[index]);

/** Settings and dictionary of each file: defaults, configuration file, flags. What is wrong is told once. */
export class SettingsSource {
  private readonly cached: CachedSettings[] = [];
  private readonly told = new Set<unknown>();

  constructor(
    private readonly files: ConfigurationFiles,
    private readonly flags: SettingsLayer,
    /** Word lists that hold for every document. */
    private readonly userDictionaries: readonly string[],
    private readonly print: (message: string) => void = printMessage,
  ) {}

  /** Undefined when the file's configuration is at fault; its problems have then been told. */
  for(path: string): DocumentSettings | undefined {
    try {
      const configuration = this.files.for(dirname(path));
      for (const { path: file, line, column, message } of configuration?.notes ?? [])
        this.tell(`${file}:${line}:${column} ${message}`);
      const layers = [...(configuration === undefined ? [] : layersFor(configuration, path)), this.flags];
      let entry = this.cached.find((candidate) => sameLayers(candidate.layers, layers));
      if (entry === undefined) {
        const settings = resolveSettings(layers);
        const dictionary = loadDictionary(settings.words, [...this.userDictionaries, ...settings.dictionaries]);
        entry = { layers, settings: { ...settings, dictionary } };
        this.cached.push(entry);
      }
      return entry.settings;
    } catch (error) {
      if (error instanceof WordListError) {
        this.tell(error.message);
        return undefined;
      }
      if (!(error instanceof ConfigurationError)) throw error;
      for (const { path: file, line, column, message } of error.problems)
        this.tell(`${file}:${line}:${column} ${message}`);
      return undefined;
    }
  }

  private tell(message: string): void {
    if (this.told.has(message)) return;
    this.told.add(message);
    this.print(message);
  }
}
