import { type DocumentSelector, type LogOutputChannel, l10n, languages, type TextEditor, window } from 'vscode';
import type { HeatMap } from '../decorations/heatMap';
import type { ExplanationDocuments } from '../explanationDocuments';
import type { Pause } from '../pause';
import type { SurprisalClient } from '../surprisalClient';

/** What commands act on. */
export interface CommandParts {
  readonly client: SurprisalClient;
  readonly heatMap: HeatMap;
  readonly pause: Pause;
  readonly explanations: ExplanationDocuments;
  readonly log: LogOutputChannel;
  readonly selector: DocumentSelector;
}

/** A command of VS Code's. What `run` throws is told to the user. */
export interface ClientCommand {
  readonly id: string;
  run(parts: CommandParts, ...values: readonly unknown[]): unknown;
}

/** The active editor; undefined, and the user told so, when its document is none that is checked. */
export const servedEditor = (selector: DocumentSelector): TextEditor | undefined => {
  const editor = window.activeTextEditor;
  if (editor !== undefined && languages.match(selector, editor.document) > 0) return editor;
  void window.showInformationMessage(l10n.t('Open a document whose language Surprisal checks.'));
  return undefined;
};
