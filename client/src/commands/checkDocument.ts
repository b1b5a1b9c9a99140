import { l10n, ProgressLocation, window } from 'vscode';
import { type CheckDocumentParams, type CheckResult, checkDocumentMethod } from '../../../server/src/shared/protocol';
import { type ClientCommand, refusedWhilePaused, servedEditor } from './command';
import { showCheckResult } from './showCheckResult';

export const checkDocument: ClientCommand = {
  id: 'surprisal.checkDocument',
  async run({ client, selector, pause }) {
    if (refusedWhilePaused(pause)) return;
    const editor = servedEditor(selector);
    if (editor === undefined) return;
    const params: CheckDocumentParams = { textDocument: { uri: editor.document.uri.toString() } };
    const result = await window.withProgress(
      { location: ProgressLocation.Window, title: l10n.t('Surprisal: checking the document') },
      () => client.request<CheckResult>(checkDocumentMethod, params),
    );
    client.pullAgain();
    showCheckResult(result);
  },
};
