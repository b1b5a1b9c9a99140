import * as vscode from 'vscode';
import { until } from '../support/condition';
import { closeAll, open, putCaret, untilFlagged } from '../support/documents';
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

const set = async (name: string, value: unknown): Promise<void> =>
  vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
