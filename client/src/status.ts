import {
  type Command,
  Disposable,
  type DocumentSelector,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
} from 'vscode';
import type { StatusParams } from '../../server/src/shared/protocol';
import type { Pause } from './pause';
import type { ServerState } from './serverState';
import type { SurprisalClient } from './surprisalClient';

/** The one place that says what Surprisal is doing: an item of the language status. */
export const createStatus = (client: SurprisalClient, pause: Pause, selector: DocumentSelector): Disposable => {
  const item = languages.createLanguageStatusItem('surprisal.status', selector);
  item.name = 'Surprisal';
  let server: ServerState = 'starting';
  let status: StatusParams | undefined;
  const update = (): void => {
    Object.assign(
      item,
      pause.isPaused ? pausedItem() : server === 'running' ? runningItem(status) : serverItem(server),
    );
  };
  update();
  return Disposable.from(
    item,
    client.onDidChangeState((state) => {
      server = state;
      if (state !== 'running') status = undefined;
      update();
    }),
    client.onDidChangeStatus((params) => {
      status = params;
      update();
    }),
    pause.onDidChange(update),
  );
};

type Appearance = Pick<LanguageStatusItem, 'text' | 'severity' | 'busy'> & {
  readonly detail: string | undefined;
  readonly command: Command;
};

const showLog = (): Command => ({ command: 'surprisal.showLog', title: l10n.t('Show Log') });
const restart = (): Command => ({ command: 'surprisal.restartServer', title: l10n.t('Restart') });

const pausedItem = (): Appearance => ({
  text: l10n.t('Surprisal is paused'),
  detail: l10n.t('Nothing is checked, and nothing is indexed.'),
  severity: LanguageStatusSeverity.Information,
  busy: false,
  command: { command: 'surprisal.resume', title: l10n.t('Resume') },
});

const serverItem = (state: Exclude<ServerState, 'running'>): Appearance =>
  state === 'starting'
    ? {
        text: 'Surprisal',
        detail: l10n.t('The language server starts.'),
        severity: LanguageStatusSeverity.Information,
        busy: true,
        command: showLog(),
      }
    : {
        text: 'Surprisal',
        detail:
          state === 'failed'
            ? l10n.t('The language server could not start.')
            : l10n.t('The language server has ended.'),
        severity: LanguageStatusSeverity.Error,
        busy: false,
        command: restart(),
      };

const runningItem = (status: StatusParams | undefined): Appearance => {
  const models = (status?.models ?? []).join(', ');
  const time = status?.lastMs === undefined ? undefined : l10n.t('last pass {0} ms', formatMs(status.lastMs));
  const degraded = status?.state === 'degraded' ? status.detail : undefined;
  const parts = [models, time, degraded ?? neuralText(status?.neural)];
  return {
    text: 'Surprisal',
    detail:
      status === undefined || status.state === 'loading'
        ? l10n.t('The models are being loaded.')
        : parts.filter((part) => part !== undefined && part !== '').join(' · '),
    severity: status?.state === 'degraded' ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information,
    busy: status === undefined || status.state === 'loading' || status.state === 'busy',
    command: showLog(),
  };
};

/** What is not plain from the names of the models in use. */
const neuralText = (neural: StatusParams['neural']): string | undefined => {
  switch (neural?.state) {
    case 'loading':
      return l10n.t('{0} is being loaded', neural.model);
    case 'unloaded':
      return l10n.t('{0} is loaded when it is needed', neural.model);
    case 'unavailable':
      return neural.detail;
    default:
      return undefined;
  }
};

const formatMs = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));
