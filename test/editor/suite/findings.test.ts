import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, findings, flagged, open, untilFlagged, write } from '../support/documents';
import { window } from '../support/window';

describe('findings', () => {
  afterEach(closeAll);

  it('appear when a Markdown file with mistakes is opened, in prose alone', async () => {
    const { document } = await open(
      'opened.md',
      '# A lettre\n\nIt has no mistaeks, and the the end is near. They accomodate it.\n\n```js\nconst tset = "mistaeks";\n```\n',
    );
    await untilFlagged(document, ['lettre', 'mistaeks', 'the the']);
    const severities = Object.fromEntries(
      findings(document).map(({ range, severity }) => [document.getText(range), vscode.DiagnosticSeverity[severity]]),
    );
    assert.deepEqual(severities, { lettre: 'Warning', mistaeks: 'Warning', 'the the': 'Information' });
  });

  it('are drawn under the words', async () => {
    const { document } = await open('drawn.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    await until('a squiggle', async () => (await window.count('.view-overlays .squiggly-warning')) === 1);
  });

  it('follow an edit', async () => {
    const editor = await open('edited.md', 'It has no mistaeks.\n');
    await untilFlagged(editor.document, ['mistaeks']);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'A sentance more. '));
    await untilFlagged(editor.document, ['sentance', 'mistaeks']);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 2, 0, 10), 'sentence'));
    await untilFlagged(editor.document, ['mistaeks']);
  });

  it('appear in a document that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: 'It has no mistaeks.\n',
    });
    await vscode.window.showTextDocument(document);
    await untilFlagged(document, ['mistaeks']);
  });

  it('appear in the Markdown cells of a notebook and not in its code', async () => {
    const cell = (type: string, source: string) => ({ cell_type: type, metadata: {}, source: [source] });
    const code = { ...cell('code', 'tset = "mistaeks"'), execution_count: null, outputs: [] };
    const cells = [cell('markdown', 'It has no mistaeks.'), code];
    const uri = write('cells.ipynb', JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    await vscode.commands.executeCommand('vscode.open', uri);
    const notebook = await until('the notebook', () => vscode.window.activeNotebookEditor?.notebook);
    await untilFlagged(notebook.cellAt(0).document, ['mistaeks']);
    assert.deepEqual(flagged(notebook.cellAt(1).document), []);
  });

  it('go when the document is switched off for its language, and come back', async () => {
    const { document } = await open('switched.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    await configure('enable', false);
    await untilFlagged(document, []);
    await configure('enable', undefined);
    await untilFlagged(document, ['mistaeks']);
  });

  it('follow a change of settings: kinds, severity, words, dialect', async () => {
    const { document } = await open('settings.md', 'My favorite mistaeks, and the the end.\n');
    await untilFlagged(document, ['mistaeks', 'the the']);
    await configure('kinds', { spelling: 'off' });
    await untilFlagged(document, ['the the']);
    await configure('kinds', { repetition: 'error' });
    await until('an error', () =>
      findings(document).some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    await configure('kinds', undefined);
    await configure('words', ['mistaeks']);
    await untilFlagged(document, ['the the']);
    await configure('dialect', 'en-GB');
    await untilFlagged(document, ['favorite', 'the the']);
    await configure('dialect', undefined);
    await configure('words', undefined);
    await untilFlagged(document, ['mistaeks', 'the the']);
  });

  it('go while Surprisal is paused', async () => {
    const { document } = await open('paused.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    await vscode.commands.executeCommand('surprisal.pause');
    await untilFlagged(document, []);
    await vscode.commands.executeCommand('surprisal.resume');
    await untilFlagged(document, ['mistaeks']);
  });
});
