import { l10n, type QuickPickItem, window } from 'vscode';
import type { IndexedFolderStatus, IndexStatus } from '../../../server/src/shared/searchProtocol';
import { indexStateText } from '../search/hitText';
import { type ClientCommand, refusedWithoutFolder } from './command';
import { pauseIndexing } from './pauseIndexing';
import { rebuildIndex } from './rebuildIndex';
import { resumeIndexing } from './resumeIndexing';
import { searchByMeaning } from './searchByMeaning';
import { showIndexedFiles } from './showIndexedFiles';

interface ActionItem extends QuickPickItem {
  readonly command?: ClientCommand;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

const folderItem = (folder: IndexedFolderStatus): ActionItem => ({
  label: `$(folder) ${folder.name}`,
  description: indexStateText({ ...folder, folders: [] }, l10n.t),
  detail: [
    l10n.t('{0} files, {1} passages, {2} of them with a vector', folder.files, folder.passages, folder.embedded),
    l10n.t('{0} MB on the disk', megabytes(folder.bytes)),
    ...(folder.model === undefined ? [] : [folder.model]),
    ...(folder.tuned === undefined
      ? []
      : [l10n.t('tuned: recall@10 {0} instead of {1}', folder.tuned.after.toFixed(3), folder.tuned.before.toFixed(3))]),
  ].join(' · '),
});

const actionItems = ({ state }: IndexStatus): readonly ActionItem[] => {
  const pause = { label: `$(debug-pause) ${l10n.t('Pause indexing')}`, command: pauseIndexing };
  const resume = { label: `$(play) ${l10n.t('Resume indexing')}`, command: resumeIndexing };
  return state === 'unused'
    ? [{ label: `$(search) ${l10n.t('Search by Meaning')}`, command: searchByMeaning }]
    : [
        state === 'paused' ? resume : pause,
        { label: `$(list-unordered) ${l10n.t('Show what is indexed, and why not')}`, command: showIndexedFiles },
        { label: `$(refresh) ${l10n.t('Rebuild the index')}`, command: rebuildIndex },
      ];
};

export const showIndexStatus: ClientCommand = {
  id: 'surprisal.showIndexStatus',
  async run(parts) {
    if (refusedWithoutFolder()) return;
    const status = await parts.search.index('status');
    const chosen = await window.showQuickPick([...status.folders.map(folderItem), ...actionItems(status)], {
      title: l10n.t('Search Index'),
      placeHolder: indexStateText(status, l10n.t),
    });
    await chosen?.command?.run(parts);
  },
};
