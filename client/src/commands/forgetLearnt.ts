import { l10n, window } from 'vscode';
import { type LearntParams, type LearntResult, learntMethod } from '../../../server/src/shared/protocol';
import type { ClientCommand } from './command';

export const forgetLearnt: ClientCommand = {
  id: 'surprisal.forgetLearnt',
  async run({ client }) {
    const params: LearntParams = { forget: true };
    await client.request<LearntResult>(learntMethod, params);
    void window.showInformationMessage(l10n.t('Suggestions of grammar are shown as by default again.'));
  },
};
