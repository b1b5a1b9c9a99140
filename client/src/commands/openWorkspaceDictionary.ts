import { l10n, type WorkspaceFolder, window, workspace } from 'vscode';
import type { ClientCommand } from './command';
import { openDictionary } from './openDictionary';

/** The folder of the active editor, or the only one, or the one that the user picks. */
const folderMeant = async (): Promise<WorkspaceFolder | undefined> => {
  const active = window.activeTextEditor?.document.uri;
  const folder = active === undefined ? undefined : workspace.getWorkspaceFolder(active);
  if (folder !== undefined) return folder;
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) void window.showInformationMessage(l10n.t('Open a folder first.'));
  return folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0];
};

export const openWorkspaceDictionary: ClientCommand = {
  id: 'surprisal.openWorkspaceDictionary',
  async run({ client }) {
    // It may have to be made.
    if (!workspace.isTrusted) {
      void window.showInformationMessage(l10n.t('Nothing is written into a workspace that is not trusted.'));
      return;
    }
    const folder = await folderMeant();
    if (folder !== undefined) await openDictionary(client, { scope: 'workspace', uri: folder.uri.toString() });
  },
};
