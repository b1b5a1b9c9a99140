import { commands, l10n, window } from 'vscode';
import { type StoreResult, storeMethod } from '../../../server/src/shared/searchProtocol';
import type { ClientCommand } from './command';

export const setStorePassword: ClientCommand = {
  id: 'surprisal.setStorePassword',
  async run({ client, storePasswords }) {
    const { name, problem } = await client.request<StoreResult>(storeMethod, {});
    if (name === undefined || problem !== undefined) return tellWhyNot(problem);
    const password = await window.showInputBox({
      title: l10n.t('Password of the Search Store'),
      prompt: l10n.t(
        'For {0}. It is kept in the secret storage of the editor; an empty one is removed from there.',
        name,
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (password !== undefined) await storePasswords.set(name, password);
  },
};

const tellWhyNot = async (problem: string | undefined): Promise<void> => {
  const openSettings = l10n.t('Open Settings');
  const chosen = await window.showWarningMessage(
    problem ?? l10n.t('No search store is set: surprisal.search.store names one.'),
    openSettings,
  );
  if (chosen === openSettings) await commands.executeCommand('workbench.action.openSettings', 'surprisal.search.store');
};
