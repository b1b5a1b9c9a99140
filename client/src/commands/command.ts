import {
  type DocumentSelector,
  type LogOutputChannel,
  l10n,
  languages,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import type { WorkspaceQuestions } from '../ask/workspaceQuestions';
import type { HeatMap } from '../decorations/heatMap';
import type { ExplanationDocuments } from '../explanationDocuments';
import type { Pause } from '../pause';
import type { SearchResults } from '../search/searchResults';
import type { StorePasswords } from '../search/storePasswords';
import type { WorkspaceSearch } from '../search/workspaceSearch';
import type { SurprisalClient } from '../surprisalClient';

/** What commands act on. */
export interface CommandParts {
  readonly client: SurprisalClient;
  readonly heatMap: HeatMap;
  readonly pause: Pause;
  readonly explanations: ExplanationDocuments;
  readonly search: WorkspaceSearch;
  readonly questions: WorkspaceQuestions;
  readonly results: SearchResults;
  readonly storePasswords: StorePasswords;
  readonly log: LogOutputChannel;
  readonly selector: DocumentSelector;
}

/** A command of VS Code's. What `run` throws is told to the user. */
export interface ClientCommand {
  readonly id: string;
  run(parts: CommandParts, ...values: readonly unknown[]): unknown;
}

/**
 * Whether Surprisal is paused, and the user told so. Clauses of the manifest hide a command, yet shortcuts and other extensions
 * can run it all the same: what must not happen is refused by the command itself.
 */
export const refusedWhilePaused = (pause: Pause): boolean => {
  if (pause.isPaused) void window.showInformationMessage(l10n.t('Surprisal is paused'));
  return pause.isPaused;
};

/** Whether there is nothing to search: no folder is open that lies on a disk. The user is told so. */
export const refusedWithoutFolder = (): boolean => {
  if (workspace.workspaceFolders?.some(({ uri }) => uri.scheme === 'file') === true) return false;
  void window.showInformationMessage(l10n.t('Search needs an open folder that lies on a disk.'));
  return true;
};

/** Whether git may not be run, since a repository's own settings could name programs. The user is told so. */
export const refusedWithoutTrust = (): boolean => {
  if (workspace.isTrusted) return false;
  void window.showInformationMessage(
    l10n.t('The history is read by git, which is not run in a workspace that is not trusted.'),
  );
  return true;
};

/** The active editor; undefined, and the user told so, when its document is none that is checked. */
export const servedEditor = (selector: DocumentSelector): TextEditor | undefined => {
  const editor = window.activeTextEditor;
  if (editor !== undefined && languages.match(selector, editor.document) > 0) return editor;
  void window.showInformationMessage(l10n.t('Open a document whose language Surprisal checks.'));
  return undefined;
};
