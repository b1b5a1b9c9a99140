import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { actionsAt, closeAll, open, untilFlagged } from '../support/documents';
import { chooseFix, menu, putCaretAtLightBulb } from '../support/lightBulb';
import { window } from '../support/window';

describe('quick fixes', () => {
  afterEach(closeAll);

  it('are chosen from the menu with the keyboard and change the word', async () => {
    const editor = await open('menu.md', 'It has no mistaeks, and they beleive it.\n');
    const { document } = editor;
    await untilFlagged(document, ['mistaeks', 'beleive']);
    await putCaretAtLightBulb(editor, 'mistaeks');
    await vscode.commands.executeCommand('editor.action.quickFix');
    await until('the menu', async () => (await window.texts(menu)).join().includes('Change to “mistakes”'));
    // The first one is in focus.
    await window.press('Enter');
    await until('the word changed', () => document.getText().startsWith('It has no mistakes,'));
    await untilFlagged(document, ['beleive']);
  });

  it('offer each candidate, the dictionaries, and ways to be left alone', async () => {
    const editor = await open('offered.md', 'It has no mistaeks.\n');
    await untilFlagged(editor.document, ['mistaeks']);
    const titles = (await actionsAt(editor, 'mistaeks')).map(({ title }) => title);
    assert.equal(titles[0], 'Change to “mistakes”');
    for (const title of [
      'Add “mistaeks” to your dictionary',
      'Add “mistaeks” to the workspace dictionary',
      'Ignore this here',
      'Turn off findings of the kind “spelling”',
    ])
      assert.ok(titles.includes(title), `${title} in ${titles.join(', ')}`);
  });

  it('are applied by the command for the preferred one', async () => {
    const editor = await open('preferred.md', 'They beleive it.\n');
    await untilFlagged(editor.document, ['beleive']);
    await putCaretAtLightBulb(editor, 'beleive');
    await vscode.commands.executeCommand('editor.action.autoFix');
    await until('the word changed', () => editor.document.getText() === 'They believe it.\n');
  });

  it('fix all repairs what is safe and nothing else', async () => {
    const { document } = await open('all.md', 'They beleive it, and the the end of of it is near.\n');
    await untilFlagged(document, ['beleive', 'the the', 'of of']);
    await vscode.commands.executeCommand('editor.action.fixAll');
    await until('what is safe changed', () => document.getText() === 'They beleive it, and the end of it is near.\n');
    await untilFlagged(document, ['beleive']);
  });

  it('fix all runs on saving where the user asked for it', async () => {
    const editorSettings = vscode.workspace.getConfiguration('editor');
    await editorSettings.update(
      'codeActionsOnSave',
      { 'source.fixAll.surprisal': 'explicit' },
      vscode.ConfigurationTarget.Global,
    );
    try {
      const editor = await open('saved.md', 'They believe the the.\n');
      await untilFlagged(editor.document, ['the the']);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 20), ' end'));
      await vscode.commands.executeCommand('workbench.action.files.save');
      const saved = () => readFileSync(editor.document.uri.fsPath, 'utf8');
      await until('the saved text', () => saved() === 'They believe the end.\n');
    } finally {
      await editorSettings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('ignore a finding here, and still when the text around it moves', async () => {
    const editor = await open('ignored.md', 'Here the seperation stays.\n');
    await untilFlagged(editor.document, ['seperation']);
    await chooseFix(editor, 'seperation', 'Ignore this here');
    await untilFlagged(editor.document, []);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# A sentance\n\n'));
    await untilFlagged(editor.document, ['sentance']);
  });
});

describe('the dictionaries', () => {
  afterEach(closeAll);

  it('of the user take a word from the light bulb, for every document, and are opened by a command', async () => {
    const other = await open('otherUser.md', 'An occurence is rare.\n');
    await untilFlagged(other.document, ['occurence']);
    const editor = await open('user.md', 'The occurence is here too.\n');
    await untilFlagged(editor.document, ['occurence']);
    await chooseFix(editor, 'occurence', 'Add “occurence” to your dictionary');
    await untilFlagged(editor.document, []);
    await untilFlagged(other.document, []);
    await vscode.commands.executeCommand('surprisal.openUserDictionary');
    await until('the word in the user dictionary', () =>
      vscode.window.activeTextEditor?.document.getText().split('\n').includes('occurence'),
    );
  });

  it('of the workspace take a word and keep those that were there', async () => {
    const editor = await open('workspace.md', 'They definately accomodate it.\n');
    await untilFlagged(editor.document, ['definately']);
    await chooseFix(editor, 'definately', 'Add “definately” to the workspace dictionary');
    await untilFlagged(editor.document, []);
    await vscode.commands.executeCommand('surprisal.openWorkspaceDictionary');
    await until('both words in the workspace dictionary', () => {
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      return text.includes('definately') && text.includes('accomodate');
    });
  });
});
