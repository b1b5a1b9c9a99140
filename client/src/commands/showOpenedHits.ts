import { l10n, type QuickPickItem, window } from 'vscode';
import { type ClientCommand, refusedWithoutFolder } from './command';

export const showOpenedHits: ClientCommand = {
  id: 'surprisal.showOpenedHits',
  async run({ search }) {
    if (refusedWithoutFolder()) return;
    const { hits } = await search.openedHits();
    if (hits.length === 0) {
      void window.showInformationMessage(l10n.t('No searches are kept to learn from.'));
      return;
    }
    const forget: QuickPickItem = { label: `$(trash) ${l10n.t('Forget all of this')}` };
    const items = hits.map(({ query, path }): QuickPickItem => ({ label: query, description: path }));
    const title = l10n.t('Searches, and what was opened, that a tuning learns from');
    const chosen = await window.showQuickPick([...items, forget], { title, matchOnDescription: true });
    if (chosen === forget) await search.openedHits(true);
  },
};
