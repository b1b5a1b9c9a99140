import { l10n, type QuickPickItem, window } from 'vscode';
import { type LearntClassItem, type LearntResult, learntMethod } from '../../../server/src/shared/protocol';
import type { ClientCommand } from './command';
import { forgetLearnt } from './forgetLearnt';

/** What was learnt of one class of suggestions, and in which direction it moved the threshold. */
const itemOf = ({ grammarClass, accepted, ignored, undone, shift }: LearntClassItem): QuickPickItem => ({
  label: grammarClass,
  description: l10n.t('{0} accepted, {1} ignored, {2} undone', accepted, ignored, undone),
  detail:
    shift === 0
      ? l10n.t('shown as by default')
      : shift > 0
        ? l10n.t('shown only when surer than by default: log odds {0}', `+${shift}`)
        : l10n.t('shown also when less sure than by default: log odds {0}', shift),
});

export const showLearnt: ClientCommand = {
  id: 'surprisal.showLearnt',
  async run(parts) {
    const { classes } = await parts.client.request<LearntResult>(learntMethod, {});
    if (classes.length === 0) {
      void window.showInformationMessage(l10n.t('Nothing was learnt from suggestions of grammar yet.'));
      return;
    }
    const forget: QuickPickItem = { label: `$(trash) ${l10n.t('Forget all of this')}` };
    const title = l10n.t('What was learnt from suggestions of grammar');
    const chosen = await window.showQuickPick([...classes.map(itemOf), forget], { title });
    if (chosen === forget) await forgetLearnt.run(parts);
  },
};
