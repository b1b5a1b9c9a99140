import { l10n, window } from 'vscode';
import {
  type ExplainSentenceParams,
  type ExplainSentenceResult,
  explainSentenceMethod,
} from '../../../server/src/shared/protocol';
import { type ClientCommand, servedEditor } from './command';

export const explainSentence: ClientCommand = {
  id: 'surprisal.explainSentence',
  async run({ client, selector, explanations }) {
    const editor = servedEditor(selector);
    if (editor === undefined) return;
    const { line, character } = editor.selection.active;
    const params: ExplainSentenceParams = {
      textDocument: { uri: editor.document.uri.toString() },
      position: { line, character },
    };
    const result = await client.request<ExplainSentenceResult | null>(explainSentenceMethod, params);
    if (result === null) void window.showInformationMessage(l10n.t('No sentence stands at the caret.'));
    else await explanations.show(result);
  },
};
