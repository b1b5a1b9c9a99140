import { l10n, window } from 'vscode';
import { type ClientCommand, servedEditor } from './command';

export const explainSentence: ClientCommand = {
  id: 'surprisal.explainSentence',
  async run({ selector, explanations }) {
    const editor = servedEditor(selector);
    if (editor === undefined) return;
    const { line, character } = editor.selection.active;
    const textDocument = { uri: editor.document.uri.toString() };
    if (!(await explanations.explain({ textDocument, position: { line, character } })))
      void window.showInformationMessage(l10n.t('No sentence stands at the caret.'));
  },
};
