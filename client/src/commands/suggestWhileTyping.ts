import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import type { ClientCommand } from './command';

/** VS Code shows no list by itself in Markdown: whoever wants words there says so here. */
export const suggestWhileTyping: ClientCommand = {
  id: 'surprisal.suggestWhileTyping',
  async run() {
    const editor = workspace.getConfiguration('editor', { languageId: 'markdown' });
    await editor.update(
      'quickSuggestions',
      { other: 'on', comments: 'off', strings: 'off' },
      ConfigurationTarget.Global,
      true,
    );
    void window.showInformationMessage(
      l10n.t('Words are suggested while you write Markdown. The setting is “editor.quickSuggestions” of “[markdown]”.'),
    );
  },
};
