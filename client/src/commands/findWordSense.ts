import { l10n, window } from 'vscode';
import { type ClientCommand, refusedWithoutFolder } from './command';

export const findWordSense: ClientCommand = {
  id: 'surprisal.findWordSense',
  run({ search }) {
    if (refusedWithoutFolder()) return;
    const editor = window.activeTextEditor;
    if (editor?.document.getWordRangeAtPosition(editor.selection.active) === undefined)
      void window.showInformationMessage(l10n.t('Put the caret into the word that is looked for.'));
    else search.findSense(editor);
  },
};
