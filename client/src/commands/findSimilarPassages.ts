import { l10n, window } from 'vscode';
import { type ClientCommand, refusedWithoutFolder } from './command';

export const findSimilarPassages: ClientCommand = {
  id: 'surprisal.findSimilarPassages',
  run({ search }) {
    if (refusedWithoutFolder()) return;
    const editor = window.activeTextEditor;
    if (editor === undefined || editor.document.getText(editor.selection).trim() === '')
      void window.showInformationMessage(l10n.t('Select the text first that others are to be like.'));
    else search.findSimilar(editor);
  },
};
