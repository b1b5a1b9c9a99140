import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../suite/condition';
import { window } from '../suite/window';

describe('the window', () => {
  it('is a VS Code in the workspace that was asked for', async () => {
    const [notes] = await vscode.workspace.findFiles('notes.md');
    assert.ok(notes);
    await vscode.window.showTextDocument(notes);
    await until('the text in the window', async () => (await window.texts('.view-lines')).join().includes('Notes'));
    await window.print('trusted ' + vscode.workspace.isTrusted + vscode.version + process.version);
    await window.screenshot('trivial', ['.monaco-workbench']);
  });
});
