import { type ConfigurationScope, type TextDocument, type Uri, workspace } from 'vscode';
import { settingsSection } from '../../server/src/shared/protocol';

/** Settings that the client acts on itself and that are the same for all documents. */
export interface ClientSettings {
  /** Milliseconds after the last keystroke until findings under the caret are shown; 0 shows them at once. */
  readonly revealDelayMs: number;
  readonly hover: 'all' | 'findings' | 'off';
  readonly heatMap: {
    readonly showAtStart: boolean;
    /** As they were set, not checked. */
    readonly boundaries: unknown;
    readonly style: 'background' | 'underline';
  };
  /** How often the server is started again within three minutes. */
  readonly maxRestarts: number;
}

export const clientSettings = (): ClientSettings => {
  const settings = workspace.getConfiguration(settingsSection);
  return {
    revealDelayMs: Math.max(0, settings.get('findings.revealDelay', 1000)),
    hover: settings.get('hover.show', 'findings'),
    heatMap: {
      showAtStart: settings.get('heatMap.showAtStart', false),
      boundaries: settings.get('heatMap.boundaries'),
      style: settings.get('heatMap.style', 'background'),
    },
    maxRestarts: Math.max(0, Math.trunc(settings.get('server.maxRestarts', 4))),
  };
};

const of = (scope: ConfigurationScope) => workspace.getConfiguration(settingsSection, scope);

/** Whether a document is checked at all; of a file that is not open only the settings for all languages are known. */
export const isEnabled = (scope: TextDocument | Uri): boolean => of(scope).get('enable', true);

/** When a document is checked. */
export const checksOn = (document: TextDocument): 'type' | 'save' => of(document).get('checkOn', 'type');
