import { randomUUID } from 'node:crypto';
import { commands, l10n, ProgressLocation, window, workspace } from 'vscode';
import { type CheckResult, type CheckWorkspaceParams, checkWorkspaceMethod } from '../../../server/src/shared/protocol';
import { type ClientCommand, refusedWhilePaused } from './command';
import { showCheckResult } from './showCheckResult';

export const checkWorkspace: ClientCommand = {
  id: 'surprisal.checkWorkspace',
  async run({ client, pause }) {
    if (refusedWhilePaused(pause)) return;
    const result = await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Surprisal: checking the workspace'),
        cancellable: true,
      },
      async (progress, cancellation) => {
        const workDoneToken = randomUUID();
        let percentage = 0;
        const listening = client.onProgress(workDoneToken, (value) => {
          if (value.kind === 'end') return;
          const increment = Math.max(0, (value.percentage ?? percentage) - percentage);
          percentage += increment;
          // The server names the file it is at.
          progress.report({
            increment,
            ...(value.message === undefined ? {} : { message: workspace.asRelativePath(value.message) }),
          });
        });
        try {
          const params: CheckWorkspaceParams = { workDoneToken };
          return await client.request<CheckResult>(checkWorkspaceMethod, params, cancellation);
        } catch (error) {
          if (cancellation.isCancellationRequested) return undefined;
          throw error;
        } finally {
          listening.dispose();
        }
      },
    );
    if (result === undefined) return;
    showCheckResult(result);
    if (result.findings > 0) await commands.executeCommand('workbench.actions.view.problems');
  },
};
