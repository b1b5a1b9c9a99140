import { ConfigurationTarget, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { type CommandArguments, commands, settingsSection } from '../../../server/src/shared/protocol';
import type { ClientCommand } from './command';

interface TargetItem extends QuickPickItem {
  readonly target: ConfigurationTarget;
}

/** Sent by a code action of the server; the client performs it because it alone may change the editor's settings. */
export const turnKindOff: ClientCommand = {
  id: commands.turnKindOff,
  async run(_, value) {
    const { kind, title, uri } = (value ?? {}) as Partial<CommandArguments>;
    if (kind === undefined) return;
    const everywhere: TargetItem = {
      label: l10n.t('Everywhere'),
      description: l10n.t('in the user settings'),
      target: ConfigurationTarget.Global,
    };
    const here: TargetItem = {
      label: l10n.t('In this workspace'),
      description: l10n.t('in the workspace settings'),
      target: ConfigurationTarget.Workspace,
    };
    const chosen = await window.showQuickPick(
      workspace.workspaceFolders === undefined ? [everywhere] : [here, everywhere],
      { title: title ?? l10n.t('Turn off findings of the kind “{0}”', kind) },
    );
    if (chosen === undefined) return;
    const configuration = workspace.getConfiguration(settingsSection, uri === undefined ? null : Uri.parse(uri));
    const inspected = configuration.inspect<Record<string, string>>('kinds');
    const before = chosen.target === ConfigurationTarget.Global ? inspected?.globalValue : inspected?.workspaceValue;
    await configuration.update('kinds', { ...before, [kind]: 'off' }, chosen.target);
  },
};
