import { l10n, window } from 'vscode';
import { type ClientCommand, refusedWithoutFolder } from './command';

export const rebuildIndex: ClientCommand = {
  id: 'surprisal.rebuildIndex',
  async run({ search }) {
    if (refusedWithoutFolder()) return;
    const rebuild = l10n.t('Rebuild');
    const chosen = await window.showWarningMessage(
      l10n.t('The search index is forgotten and made anew. Files are not touched.'),
      { modal: true },
      rebuild,
    );
    if (chosen === rebuild) await search.index('rebuild');
  },
};
