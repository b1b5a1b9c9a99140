import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { WordLimits } from '../../completion/wordCompleter';
import { type CompletionSettings, parseCompletionSettings } from '../../configuration/completionSettings';
import { WordListError } from '../../platform/dictionaries';
import { readGlossary } from '../../platform/glossary';

export interface CompletionSettingsPort {
  /** What the editor has set for a resource, below `surprisal`. */
  editorSettings(uri: string): Promise<unknown>;
  /** The workspace is not trusted: settings that name files are not used. */
  readonly restricted: boolean;
  /** The file that a document is, or is part of. */
  pathOf(uri: string): string | undefined;
  /** The folder of the workspace that a file lies in. */
  folderOf(path: string): string | undefined;
  tell(message: string): void;
}

/** Settings of a document, with what they name. */
export interface ResolvedCompletionSettings extends CompletionSettings {
  /** As they stand in the file; absent: any may be written. */
  readonly vocabularyWords?: readonly string[];
  readonly limits: WordLimits;
}

/** Settings of completions: asked for once a document, until `forget`. */
export class CompletionSettingsSource {
  private readonly known = new Map<string, Promise<ResolvedCompletionSettings>>();

  constructor(private readonly port: CompletionSettingsPort) {}

  /** Never rejects: what cannot be used is told, and counts as not set. */
  for(uri: string): Promise<ResolvedCompletionSettings> {
    let settings = this.known.get(uri);
    if (settings === undefined) {
      settings = this.ask(uri);
      this.known.set(uri, settings);
    }
    return settings;
  }

  forget(): void {
    this.known.clear();
  }

  close(uri: string): void {
    this.known.delete(uri);
  }

  private async ask(uri: string): Promise<ResolvedCompletionSettings> {
    const { settings, notes } = parseCompletionSettings(await this.port.editorSettings(uri).catch(() => undefined));
    for (const note of notes) this.port.tell(note);
    const vocabularyWords = this.port.restricted ? undefined : this.vocabularyOf(settings.vocabulary, uri);
    const vocabulary = vocabularyWords && new Map(vocabularyWords.map((word) => [word.toLowerCase(), word]));
    const banned = new Set(settings.bannedWords.map((word) => word.toLowerCase()));
    return { ...settings, ...(vocabularyWords && { vocabularyWords }), limits: { vocabulary, banned } };
  }

  private vocabularyOf(path: string, uri: string): readonly string[] | undefined {
    if (path === '') return undefined;
    const document = this.port.pathOf(uri);
    const folder = document === undefined ? undefined : (this.port.folderOf(document) ?? dirname(document));
    try {
      return readGlossary(path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(folder ?? homedir(), path));
    } catch (error) {
      if (!(error instanceof WordListError)) throw error;
      this.port.tell(`surprisal.completion.vocabulary: ${error.message}`);
      return undefined;
    }
  }
}

/** Whether nobody may write to a file. One that is not there yet can be made. */
export const isReadOnly = async (path: string): Promise<boolean> => {
  try {
    return ((await stat(path)).mode & 0o222) === 0;
  } catch {
    return false;
  }
};
