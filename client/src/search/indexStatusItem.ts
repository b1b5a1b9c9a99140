import { Disposable, LanguageStatusSeverity, l10n, languages } from 'vscode';
import type { IndexStatus } from '../../../server/src/shared/searchProtocol';
import { indexStateText } from './hitText';

const command = (status: IndexStatus) => {
  switch (status.state) {
    case 'scanning':
    case 'embedding':
      return { command: 'surprisal.pauseIndexing', title: l10n.t('Pause') };
    case 'paused':
      return { command: 'surprisal.resumeIndexing', title: l10n.t('Resume') };
    case 'failed':
      return { command: 'surprisal.rebuildIndex', title: l10n.t('Rebuild') };
    default:
      return { command: 'surprisal.showIndexStatus', title: l10n.t('Show') };
  }
};

/** What the search index is doing, beside the status of Surprisal: once it is used, in all files. */
export const createIndexStatusItem = (search: {
  onDidChangeIndexStatus(listener: (status: IndexStatus) => void): Disposable;
}): Disposable => {
  let item: ReturnType<typeof languages.createLanguageStatusItem> | undefined;
  const listening = search.onDidChangeIndexStatus((status) => {
    if (status.state === 'unused') return;
    item ??= languages.createLanguageStatusItem('surprisal.searchIndex', { scheme: 'file' });
    item.name = l10n.t('Search Index');
    item.text = l10n.t('Search Index');
    item.detail = indexStateText(status, l10n.t);
    item.busy = ['opening', 'scanning', 'embedding'].includes(status.state);
    item.severity = status.state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.command = command(status);
  });
  return Disposable.from(listening, { dispose: () => item?.dispose() });
};
