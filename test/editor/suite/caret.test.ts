import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, flagged, open, untilFlagged } from '../support/documents';

describe('findings under the caret', () => {
  afterEach(async () => {
    await configure('findings.revealDelay', undefined);
    await closeAll();
  });

  const type = (text: string) => vscode.commands.executeCommand('type', { text });

  async function putCaretAtEnd(editor: vscode.TextEditor): Promise<void> {
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await until('the caret at the end', () => editor.selection.active.isEqual(end));
  }

  it('are held back while the word is being written, and shown a second after', async () => {
    const editor = await open('typing.md', 'They beleive it.\n\nIt has no ');
    await untilFlagged(editor.document, ['beleive']);
    await putCaretAtEnd(editor);
    const shownAt = new Promise<number>((resolve) => {
      const listening = vscode.languages.onDidChangeDiagnostics(() => {
        if (!flagged(editor.document).includes('mistaeks')) return;
        listening.dispose();
        resolve(Date.now());
      });
    });
    await type('mistaeks');
    const writtenAt = Date.now();
    // Nothing moves: not the caret, not the text.
    const waitedMs = (await shownAt) - writtenAt;
    assert.ok(waitedMs >= 900, `shown after ${waitedMs} ms`);
    assert.deepEqual(flagged(editor.document), ['beleive', 'mistaeks']);
  });

  it('are shown at once when the caret leaves the word', async () => {
    await configure('findings.revealDelay', 10_000);
    const editor = await open('leaving.md', 'They beleive it.\n\nIt has no ');
    await untilFlagged(editor.document, ['beleive']);
    await putCaretAtEnd(editor);
    const startedAt = Date.now();
    await type('mistaeks');
    // A space ends the word: the caret is behind it no more.
    await type(' here');
    await untilFlagged(editor.document, ['beleive', 'mistaeks']);
    assert.ok(Date.now() - startedAt < 10_000);
  });

  it('are not lost when the server then answers that nothing changed', async () => {
    await configure('findings.revealDelay', 10_000);
    const editor = await open('unchanged.md', 'They beleive it.\n\nIt has no ');
    await untilFlagged(editor.document, ['beleive']);
    await putCaretAtEnd(editor);
    await type('mistaeks');
    // The heading's finding is outside of what is held back: it shows that the new text was judged.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Seperate. '), {
      undoStopBefore: false,
      undoStopAfter: false,
    });
    await untilFlagged(editor.document, ['Seperate', 'beleive', 'mistaeks']);
    await putCaretAtEnd(editor);
    await type('x');
    await untilFlagged(editor.document, ['Seperate', 'beleive']);
    // Focus and saving make the client pull the same text again: the answer is `unchanged`.
    await editor.document.save();
    assert.deepEqual(flagged(editor.document), ['Seperate', 'beleive']);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await untilFlagged(editor.document, ['Seperate', 'beleive', 'mistaeksx']);
  });
});
