import { l10n, Position, Range, window } from 'vscode';
import {
  type Rewording,
  type RewordingsParams,
  type RewordingsResult,
  rewordingsMethod,
} from '../../../server/src/shared/completionProtocol';
import { type ClientCommand, refusedWhilePaused, servedEditor } from './command';

export const suggestWording: ClientCommand = {
  id: 'surprisal.suggestWording',
  async run({ client, pause, selector }) {
    const editor = servedEditor(selector);
    if (editor === undefined || refusedWhilePaused(pause)) return;
    const { document, selection } = editor;
    const params: RewordingsParams = {
      textDocument: { uri: document.uri.toString() },
      range: { start: wire(selection.start), end: wire(selection.end) },
    };
    const result = await client.request<RewordingsResult | null>(rewordingsMethod, params);
    if (result === null || result.rewordings.length === 0) {
      void window.showInformationMessage(l10n.t('No other wording of this sentence is known.'));
      return;
    }
    const chosen = await window.showQuickPick(result.rewordings.map(item), {
      title: l10n.t('Another wording'),
      placeHolder: l10n.t('Now: {0} (perplexity {1})', result.sentence, shown(result.perplexity)),
    });
    if (chosen === undefined) return;
    // Somebody may have written meanwhile: ranges are of the text that was asked about.
    if (document.version !== result.version) {
      void window.showInformationMessage(l10n.t('The text has changed; ask again.'));
      return;
    }
    const { start, end } = chosen.rewording.range;
    const range = new Range(new Position(start.line, start.character), new Position(end.line, end.character));
    await editor.edit((edit) => edit.replace(range, chosen.rewording.newText));
  },
};

const wire = ({ line, character }: Position) => ({ line, character });

const shown = (perplexity: number): string => perplexity.toFixed(perplexity < 10 ? 1 : 0);

const item = (rewording: Rewording) => ({
  label: rewording.sentence,
  description: l10n.t('perplexity {0}', shown(rewording.perplexity)),
  rewording,
});
