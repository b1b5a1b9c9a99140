import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Configuration, layersFor } from '../configuration/configuration';
import { parseEditorSettings } from '../configuration/editorSettings';
import { ConfigurationError } from '../configuration/problem';
import type { ProjectSearchSettings } from '../configuration/searchSettings';
import { type ResolvedSettings, resolveSettings, type SettingsLayer } from '../configuration/settings';
import type { WordSet } from '../lexicon/wordSet';
import { ConfigurationFiles, configurationFileName } from '../platform/configurationFiles';
import {
  forgetDictionaries,
  loadDictionary,
  userDictionaries,
  userDictionaryPath,
  WordListError,
} from '../platform/dictionaries';

/** What one document is checked with. The same object comes back for as long as nothing of it has changed. */
export interface DocumentSettings extends ResolvedSettings {
  readonly dictionary: WordSet;
  /** Tells these settings from all others of this process. */
  readonly id: number;
}

export interface SettingsPort {
  /** What the editor has set for a resource; undefined where it cannot be asked. */
  editorSettings(uri: string): Promise<unknown>;
  /** By class of grammar: see `ProofreadingSettings`. */
  readonly thresholdShifts: Readonly<Record<string, number>>;
  /** Tells the user of a problem with a configuration; called once for each. */
  tell(message: string): void;
  /** The file that a document is, or is part of; undefined where it lies elsewhere. */
  pathOf(uri: string): string | undefined;
  /** The editor tells of changes to configurations, so that files need not be looked at again. */
  readonly isToldOfChanges: boolean;
  /** Word lists are in use, whether they are there or not: a change of one changes findings. */
  onWordLists(paths: readonly string[]): void;
}

/** Settings that are remembered: folders and overrides of a workspace that are in use at the same time. */
const MOST_MADE = 64;

interface Made {
  readonly layers: readonly SettingsLayer[];
  /** Word lists with their state when they were read. */
  readonly lists: string;
  readonly settings: DocumentSettings;
}

/** The path of a `file:` URI; undefined for documents that lie elsewhere. */
export const filePathOf = (uri: string): string | undefined => {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
};

/**
 * Settings of documents: defaults, `.surprisal.json`, editor. Configurations and answers of the editor are kept until `forget`;
 * word lists are looked at again whenever they are asked for, since any program may write to them.
 */
export class SettingsSource {
  private files = new ConfigurationFiles();
  /** By folder, of configurations that hold there or would. */
  private readonly fileStates = new Map<string, string>();
  private readonly editorLayers = new Map<string, Promise<SettingsLayer>>();
  /** Equal answers of the editor are one object, so that documents share what is made of them. */
  private readonly equalLayers = new Map<string, SettingsLayer>();
  private made: Made[] = [];
  private readonly told = new Set<string>();
  private nextId = 1;

  constructor(private readonly port: SettingsPort) {}

  /** Never rejects: a configuration that is at fault counts as absent and is told. */
  async for(uri: string): Promise<DocumentSettings> {
    const editor = await this.editorLayer(uri);
    const layers = [...this.fileLayers(uri), editor];
    const resolved = resolveSettings(layers);
    const paths = [...userDictionaries(), ...resolved.dictionaries];
    this.port.onWordLists([userDictionaryPath(), ...resolved.dictionaries]);
    const lists = paths.map(stateOf).join('|');
    const known = this.made.find(
      (made) =>
        made.lists === lists &&
        made.layers.length === layers.length &&
        made.layers.every((layer, index) => layer === layers[index]),
    );
    if (known !== undefined) return known.settings;
    forgetDictionaries(paths);
    const proofreading = { ...resolved.proofreading, thresholdShifts: this.port.thresholdShifts };
    const dictionary = this.dictionary(resolved.words, paths);
    const settings = { ...resolved, proofreading, dictionary, id: this.nextId++ };
    this.made = [{ layers, lists, settings }, ...this.made.slice(0, MOST_MADE - 1)];
    return settings;
  }

  /** What a folder's configurations say of searches, outer ones first. */
  searchLayers(folder: string): readonly ProjectSearchSettings[] {
    return this.configurationFor(folder)?.search ?? [];
  }

  /** Whether the project's configuration leaves a file out. */
  ignores(path: string, isDirectory: boolean): boolean {
    return this.files.ignores(path, isDirectory);
  }

  /** Configurations and the editor's answers are asked for anew. */
  forget(): void {
    this.files = new ConfigurationFiles();
    this.editorLayers.clear();
    this.told.clear();
  }

  close(uri: string): void {
    this.editorLayers.delete(uri);
  }

  private editorLayer(uri: string): Promise<SettingsLayer> {
    let layer = this.editorLayers.get(uri);
    if (layer === undefined) {
      layer = this.port.editorSettings(uri).then(
        (value) => {
          const parsed = parseEditorSettings(value);
          for (const note of parsed.notes) this.tell(note);
          return this.shared(parsed.layer);
        },
        () => this.shared({}),
      );
      this.editorLayers.set(uri, layer);
    }
    return layer;
  }

  private shared(layer: SettingsLayer): SettingsLayer {
    const content = JSON.stringify(layer);
    const known = this.equalLayers.get(content);
    if (known !== undefined) return known;
    if (this.equalLayers.size >= MOST_MADE) this.equalLayers.clear();
    this.equalLayers.set(content, layer);
    return layer;
  }

  private fileLayers(uri: string): readonly SettingsLayer[] {
    const path = this.port.pathOf(uri);
    if (path === undefined) return [];
    const configuration = this.configurationFor(dirname(path));
    return configuration === undefined ? [] : layersFor(configuration, path);
  }

  /** The configuration that holds in a folder; undefined where there is none, or one that is at fault. */
  private configurationFor(folder: string): Configuration | undefined {
    if (!this.port.isToldOfChanges) this.readChangedFiles(folder);
    try {
      const configuration = this.files.for(folder);
      for (const { path, line, column, message } of configuration?.notes ?? [])
        this.tell(`${path}:${line}:${column} ${message}`);
      return configuration;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const { path, line, column, message } of error.problems) this.tell(`${path}:${line}:${column} ${message}`);
      return undefined;
    }
  }

  private readChangedFiles(folder: string): void {
    const stateNow = () => [...candidatesFor(folder), ...this.configurationOf(folder)].map(stateOf).join('|');
    const state = stateNow();
    if (this.fileStates.get(folder) === state) return;
    this.files = new ConfigurationFiles();
    this.told.clear();
    this.fileStates.clear();
    // By now it may be others that are extended.
    this.fileStates.set(folder, stateNow());
  }

  private configurationOf(folder: string): readonly string[] {
    try {
      return this.files.for(folder)?.files ?? [];
    } catch {
      return [];
    }
  }

  private dictionary(words: readonly string[], paths: readonly string[]): WordSet {
    const readable = paths.filter((path) => {
      try {
        loadDictionary([], [path]);
        return true;
      } catch (error) {
        if (!(error instanceof WordListError)) throw error;
        this.tell(error.message);
        return false;
      }
    });
    return loadDictionary(words, readable);
  }

  private tell(message: string): void {
    if (this.told.has(message)) return;
    this.told.add(message);
    this.port.tell(message);
  }
}

/** Where a configuration for a folder may lie. */
const candidatesFor = (folder: string): readonly string[] => {
  const candidates: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    candidates.push(join(at, configurationFileName));
    if (dirname(at) === at) return candidates;
  }
};

/** Changes whenever the file does. */
const stateOf = (path: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? `${path}:none` : `${path}:${stats.mtimeMs}:${stats.size}`;
};
