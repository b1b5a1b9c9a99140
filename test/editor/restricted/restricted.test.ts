import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { untilAnswered } from '../support/answers';
import { until } from '../support/condition';
import { actionsAt, closeAll, folder, open, untilFlagged } from '../support/documents';
import { window } from '../support/window';

describe('a workspace that nobody trusts', () => {
  afterEach(closeAll);

  const dictionary = () => readFileSync(vscode.Uri.joinPath(folder(), '.surprisal.json').fsPath, 'utf8');

  it('is what this window has open', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await until('the sign of it', async () => (await window.texts('.statusbar')).join().includes('Restricted Mode'));
  });

  it('is checked, with the words of its own settings file', async () => {
    const { document } = await open('restricted.md', 'It has no mistaeks. They accomodate it.\n');
    await untilFlagged(document, ['mistaeks']);
  });

  it('is not written to: its dictionary is offered neither by the light bulb nor by a command', async () => {
    const before = dictionary();
    const editor = await open('offered.md', 'It is definately here.\n');
    await untilFlagged(editor.document, ['definately']);
    const titles = (await actionsAt(editor, 'definately')).map(({ title }) => title);
    assert.ok(titles.includes('Add “definately” to your dictionary'));
    assert.ok(!titles.some((title) => title.includes('workspace')), titles.join(', '));
    // Commands have no enablement for extensions, so this one must refuse by itself.
    await vscode.commands.executeCommand('surprisal.openWorkspaceDictionary').then(undefined, () => undefined);
    assert.equal(dictionary(), before);
  });

  it('is searched, with an index that lies elsewhere', async () => {
    const list = '.quick-input-widget';
    await open('searched.md', '# Walrus\n\nA walrus was seen at the pier.\n');
    await vscode.commands.executeCommand('surprisal.searchByMeaning');
    await until('the list', async () => (await window.texts(list)).length > 0);
    await window.type('walrus');
    await until('the hit', async () => (await window.texts(list)).join().includes('searched.md'));
    await window.press('Escape');
    assert.ok(!existsSync(vscode.Uri.joinPath(folder(), '.surprisal').fsPath));
  });

  it('is asked, while assistants of the chat are offered no tools', async () => {
    await open('asked.md', '# Lighthouse\n\nThe lighthouse was painted red in the summer of 1960.\n');
    await untilAnswered('When was the lighthouse painted?', /in the summer of 1960/);
    const { invokeTool } = vscode.lm as unknown as { invokeTool?(name: string, options: object): Promise<unknown> };
    if (invokeTool !== undefined)
      await assert.rejects(invokeTool('surprisal_ask', { input: { question: 'When was the lighthouse painted?' } }));
  });

  it('does not say which files on this machine are read', async () => {
    const { workspaceValue } = vscode.workspace.getConfiguration('surprisal').inspect('dictionaries') ?? {};
    assert.equal(workspaceValue, undefined);
    const { document } = await open('machine.md', 'The occurence is here.\n');
    await untilFlagged(document, ['occurence']);
  });
});
