import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, open, write } from '../support/documents';
import { window } from '../support/window';

const ghost = '.part.editor .monaco-editor [class*="ghost-text"]';
const list = '.suggest-widget.visible .monaco-list-row';

describe('completions', () => {
  afterEach(async () => {
    for (const name of ['completion.vocabulary', 'completion.inline', 'completion.confidence'])
      await configure(name, undefined);
    await window.press('Escape');
    await closeAll();
  });

  const type = (text: string) => vscode.commands.executeCommand('type', { text });

  async function openAtEnd(name: string, text: string): Promise<vscode.TextEditor> {
    const editor = await open(name, text);
    const end = editor.document.positionAt(text.length);
    editor.selection = new vscode.Selection(end, end);
    await until('the caret at the end', () => editor.selection.active.isEqual(end));
    return editor;
  }

  /** Types a space after a pause until text is shown: the model is loaded by the first. */
  async function untilGhost(editor: vscode.TextEditor): Promise<string> {
    return until('text behind the caret', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await until('an answer', async () => (await window.count(ghost)) > 0);
      const shown = (await window.texts(ghost)).join('').replaceAll('\u00a0', ' ');
      return shown.trim() !== '' && editor.document.getText() !== '' ? shown : undefined;
    });
  }

  it('show text behind the caret, which is taken word by word', async () => {
    await configure('completion.confidence', 'bold');
    const text = 'On the one hand it is large, and on the other ';
    const editor = await openAtEnd('ghost.md', text);
    const shown = await untilGhost(editor);
    assert.match(shown, /\p{L}/u);
    await window.screenshot('ghostText', ['.view-lines .view-line > span', ghost], {
      margin: 32,
      within: '.part.editor .monaco-editor',
    });
    await vscode.commands.executeCommand('editor.action.inlineSuggest.acceptNextWord');
    await until('one word', () => editor.document.getText().length > text.length);
    const word = editor.document.getText().slice(text.length);
    assert.ok(shown.startsWith(word.trim()), `${shown} | ${word}`);
  });

  it('take text behind the caret away when something else is typed', async () => {
    const editor = await openAtEnd('typing.md', 'On the one hand it is large, and on the other ');
    await untilGhost(editor);
    await configure('completion.inline', 'off');
    await type('zq');
    await until('nothing behind the caret', async () => (await window.count(ghost)) === 0);
  });

  it('list likely words, and those of another document', async () => {
    await vscode.workspace.openTextDocument(write('other.md', 'They like quuxification. We like quuxification too.'));
    const editor = await openAtEnd('list.md', 'We like qu');
    await until('the word of the other document', async () => {
      await vscode.window.showTextDocument(editor.document);
      // What is shown stays as it is, whatever is asked.
      await vscode.commands.executeCommand('hideSuggestWidget');
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await until('a list', async () => (await window.count(list)) > 0);
      const told = await window.texts(list);
      if (told.some((row) => row.includes('quuxification'))) return true;
      throw new Error(told.join());
    });
  });

  it('keep to a glossary', async () => {
    write('glossary.txt', 'Kubernetes\nknapsack\n');
    await configure('completion.vocabulary', 'glossary.txt');
    await openAtEnd('glossary.md', 'We like k');
    await until('both of its words and no others', async () => {
      await vscode.commands.executeCommand('hideSuggestWidget');
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await until('a list', async () => (await window.count(list)) > 0);
      const rows = await window.texts(list);
      if (rows.length === 2 && ['Kubernetes', 'knapsack'].every((word) => rows.some((row) => row.includes(word))))
        return true;
      throw new Error(rows.join());
    });
  });
});
