import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { actionsAt, closeAll, flagged, folder, open, untilFlagged } from '../support/documents';
import { window } from '../support/window';

/** What passes by in the status bar. */
const untilSaid = (what: RegExp) =>
  until(`${what} in the status bar`, async () => what.test((await window.texts('.statusbar')).join(' ')));

describe('the commands', () => {
  afterEach(closeAll);

  it('to check a document says how many findings it has', async () => {
    const { document } = await open('checked.md', 'It has no mistaeks, and the the end is near.\n');
    await untilFlagged(document, ['mistaeks', 'the the']);
    await vscode.commands.executeCommand('surprisal.checkDocument');
    await untilSaid(/Surprisal: 2 findings in \d+ words/);
  });

  it('to check the workspace lists findings that stay when their file is opened and closed, and go when it is repaired', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'untouched.md');
    await vscode.commands.executeCommand('surprisal.checkWorkspace');
    await untilSaid(/Surprisal: \d+ findings in \d+ files/);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await untilFlagged(editor.document, ['sentance']);
    await closeAll();
    await until('the finding still listed', () => vscode.languages.getDiagnostics(uri).length === 1);

    const again = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const text = again.document.getText();
    const whole = new vscode.Range(again.document.positionAt(0), again.document.positionAt(text.length));
    await again.edit((edit) => edit.replace(whole, text.replace('sentance', 'sentence')));
    await untilFlagged(again.document, []);
    await again.document.save();
    await closeAll();
    await until('nothing listed', () => vscode.languages.getDiagnostics(uri).length === 0);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('to set the password of the search store asks for it, once a store is set', async () => {
    const list = '.quick-input-widget';
    const refused = vscode.commands.executeCommand('surprisal.setStorePassword');
    await until('why not', async () =>
      (await window.texts('.notifications-toasts')).join().includes('No search store is set'),
    );
    await vscode.commands.executeCommand('notifications.clearAll');
    await refused;
    await configure('search.store', 'postgres://me@127.0.0.1:1/search');
    const asked = vscode.commands.executeCommand('surprisal.setStorePassword');
    await until('the question', async () => {
      const shown = (await window.texts(list)).join();
      return shown.includes('Password of the Search Store') && shown.includes('postgres://me@127.0.0.1:1/search');
    });
    assert.equal(await window.count(`${list} input[type="password"]`), 1);
    await window.press('Escape');
    await asked;
    await configure('search.store', undefined);
  });

  it('to turn a kind off asks where, and writes that setting alone', async () => {
    const editor = await open('kind.md', 'It has no mistaeks, and the the end is near.\n');
    await untilFlagged(editor.document, ['mistaeks', 'the the']);
    const action = (await actionsAt(editor, 'mistaeks')).find(({ title }) => title.startsWith('Turn off'));
    assert.ok(action?.command);
    const done = vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    await until('the question', async () => (await window.texts('.quick-input-widget')).join().includes('Everywhere'));
    await window.press('ArrowDown');
    await window.press('Enter');
    await done;
    await untilFlagged(editor.document, ['the the']);
    const { globalValue, workspaceValue } = vscode.workspace.getConfiguration('surprisal').inspect('kinds') ?? {};
    assert.deepEqual([globalValue, workspaceValue], [{ spelling: 'off' }, undefined]);
    await configure('kinds', undefined);
    await untilFlagged(editor.document, ['mistaeks', 'the the']);
  });

  it('to pause says so in the status, and to resume takes it back', async () => {
    const { document } = await open('paused.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    const status = async () => {
      await window.hover('[id="status.languageStatus"]');
      return (await window.texts('.hover-language-status')).join(' ');
    };
    await vscode.commands.executeCommand('surprisal.pause');
    await until('the status', async () => (await status()).includes('Surprisal is paused'));
    await vscode.commands.executeCommand('surprisal.resume');
    await until('the status', async () => !(await status()).includes('Surprisal is paused'));
    await window.press('Escape');
    await untilFlagged(document, ['mistaeks']);
  });
});

describe('checking on saving', () => {
  afterEach(async () => {
    await closeAll();
    await configure('checkOn', undefined);
  });

  it('leaves a text alone until it is saved', async () => {
    await configure('checkOn', 'save');
    const editor = await open('save.md', 'They beleive it.\n');
    await untilFlagged(editor.document, ['beleive']);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'It has no mistaeks. '));
    // Another document is checked meanwhile: the server is not merely slow.
    const other = await vscode.workspace.openTextDocument({ language: 'markdown', content: 'A sentance.\n' });
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Beside);
    await untilFlagged(other, ['sentance']);
    assert.ok(!flagged(editor.document).includes('mistaeks'));
    await editor.document.save();
    await untilFlagged(editor.document, ['mistaeks', 'beleive']);
  });
});
