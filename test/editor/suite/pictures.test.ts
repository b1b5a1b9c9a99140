import * as vscode from 'vscode';
import { until } from '../support/condition';
import { closeAll, folder, open, putCaret, untilFlagged } from '../support/documents';
import { hideHeatMap, showHeatMap } from '../support/heatMap';
import { putCaretAtLightBulb } from '../support/lightBulb';
import { window } from '../support/window';

const text = `# Release notes

The parser no longer loads the whole file, so it needs half the the memory.
Most projects keep there configuration as it is. We beleive that this works,
but if your plugin reads a a file by itself, look at the seperate guide.


`;

/** Nothing but the text. */
const bare: Readonly<Record<string, unknown>> = {
  'editor.lineNumbers': 'off',
  'editor.folding': false,
  'editor.glyphMargin': true,
  'editor.renderLineHighlight': 'none',
  'editor.overviewRulerBorder': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.fontSize': 15,
  'editor.lineHeight': 1.7,
  'editor.padding.top': 20,
  'editor.scrollbar.vertical': 'hidden',
};

// Taken by `npm run test:editor -- --media client/media/screenshots`; look at them before they are committed.
describe('pictures for the README', () => {
  const words = '.view-lines .view-line > span';
  const page = '.part.editor .monaco-editor';
  const hover = `${page} .monaco-hover`;
  let editor: vscode.TextEditor;

  before(async () => {
    for (const [name, value] of Object.entries(bare)) await set(name, value);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    // Where it tells nothing.
    await window.hover('.part.titlebar');
    editor = await open('release.md', text);
    await untilFlagged(editor.document, ['the the', 'there', 'beleive', 'a a', 'seperate']);
    await until('the settings in effect', async () => (await window.count('.margin .line-numbers')) === 0);
    await until('nothing over the text', async () => (await window.texts('.monaco-hover')).length === 0);
    await until('squiggles', async () => (await window.count('.view-overlays [class*="squiggly-"]')) === 5);
  });
  afterEach(closeAll);
  after(async () => {
    for (const name of Object.keys(bare)) await set(name, undefined);
  });

  it('show a misspelling with its quick fixes', async () => {
    await putCaretAtLightBulb(editor, 'beleive');
    await vscode.commands.executeCommand('editor.action.quickFix');
    await until('the menu', async () => (await window.count('.action-widget .monaco-list-row')) > 5);
    await window.screenshot('quickFix', [words, '.action-widget'], { margin: 32, within: page });
    await window.press('Escape');
    await until('no menu', async () => (await window.texts('.action-widget')).length === 0);
  });

  it('show what a hover tells of a confused word', async () => {
    putCaret(editor, 'there');
    await vscode.commands.executeCommand('editor.action.showHover');
    await until('the hover', async () => /bits/.test((await window.texts(hover)).join()));
    await window.screenshot('hover', [words, hover], { margin: 32, within: page });
    await window.press('Escape');
    await until('no hover', async () => (await window.texts(hover)).length === 0);
  });

  it('show the heat map', async () => {
    // Out of the picture.
    const end = editor.document.positionAt(text.length);
    editor.selection = new vscode.Selection(end, end);
    await showHeatMap(40);
    await window.screenshot('heatMap', [words], { margin: 32, within: page });
    await hideHeatMap();
  });
});

/** A folder's texts as people write them, some of which answer a question in other words than it is asked in. */
const handbook: Readonly<Record<string, string>> = {
  // Nothing of other tests.
  '.surprisalignore': '/*\n!/handbook\n',
  'handbook/operations.md': `# Operations

## Crash recovery

The server writes each change to a journal before it answers. After a crash it reads the journal
again from the last checkpoint, so nothing that was confirmed is lost. This takes a few seconds.

## Backups

Copies are made every night at two and kept for thirty days. A restore goes back to any of them.
`,
  'handbook/locks.md': `# Locks

## Left behind

A lock that a killed process has left is taken over by the next writer, which looks whether that
process is still running.
`,
  'handbook/network.md': `# Network

Requests that fail are tried again three times, each time after a longer pause. A connection that
was cut off after a crash of the other side is opened again in the background.
`,
  'handbook/style.md': `# Style

Names are the standard terms of the field. A comment says why, not what.
`,
};

describe('pictures of the search', () => {
  const list = '.quick-input-widget';
  const rows = `${list} .monaco-list-row`;
  before(async () => {
    for (const [name, value] of Object.entries(bare)) await set(name, value);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await vscode.commands.executeCommand('notifications.clearAll');
    // The text under the list.
    await set('editor.padding.top', 330);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder(), 'handbook'));
    for (const [name, content] of Object.entries(handbook)) await open(name, content);
    await vscode.workspace.saveAll();
    await closeAll();
    await set('surprisal.search.embeddingModel', 'auto');
  });
  after(async () => {
    for (const name of Object.keys(bare)) await set(name, undefined);
    await set('surprisal.search.embeddingModel', 'none');
    await vscode.commands.executeCommand('surprisal.clearSearchResults');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await closeAll();
    for (const name of ['handbook', '.surprisalignore'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), name), { recursive: true });
  });

  it('show the list with a preview, and the view of all hits', async () => {
    await open('handbook/style.md', handbook['handbook/style.md']!);
    await vscode.commands.executeCommand('surprisal.searchByMeaning');
    await until('the list', async () => (await window.texts(list)).length > 0);
    await window.type('what happens after a crash');
    await until('hits', async () => (await window.texts(rows)).some((row) => row.includes('Crash recovery')));
    await until('all passages with a vector', async () =>
      / · \d+ passages$/.test((await window.texts(`${list} .quick-input-title`)).join()),
    );
    await window.press('ArrowDown');
    await until('the preview', () => vscode.window.activeTextEditor?.document.uri.path.endsWith('style.md') === false);
    await window.screenshot('search', [list, '.part.editor .view-lines .view-line > span'], {
      margin: 24,
      within: '.part.editor',
    });
    await window.click(`${list} .action-label[aria-label*="Show All"]`);
    await until('the view', async () =>
      (await window.texts('.pane-body .monaco-list-row')).join().includes('operations.md'),
    );
    await window.screenshot('searchResults', ['.part.panel'], {});
  });
});

const set = async (name: string, value: unknown): Promise<void> =>
  vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
