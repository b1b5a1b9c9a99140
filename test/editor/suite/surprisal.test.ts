import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, open, putCaret, untilFlagged } from '../support/documents';
import { coloredWords, hideHeatMap, showHeatMap } from '../support/heatMap';
import { window } from '../support/window';

const text = 'It has no mistaeks.\n\nThe cat sat on the mat and read a newspaper about colourless green ideas.\n';

/** What hovers say at a word, as Markdown. */
async function hoverAt(editor: vscode.TextEditor, word: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    putCaret(editor, word),
  );
  return hovers.flatMap(({ contents }) => (contents as vscode.MarkdownString[]).map(({ value }) => value)).join('\n');
}

describe('a hover', () => {
  afterEach(async () => {
    await configure('hover.show', undefined);
    await closeAll();
  });

  it('on a finding says why, how sure, and what the model expected', async () => {
    const editor = await open('hover.md', text);
    await untilFlagged(editor.document, ['mistaeks']);
    putCaret(editor, 'mistaeks');
    await vscode.commands.executeCommand('editor.action.showHover');
    const said = await until('the hover', async () => {
      const shown = (await window.texts('.monaco-hover')).join('\n');
      return /bits/.test(shown) && shown;
    });
    assert.match(said, /spelling, \d+ % sure/);
    assert.match(said, /[\d.]+ bits · probability .+ · (?:rank [\d,]+|not in the vocabulary)/);
    assert.match(said, /Expected here: /);
  });

  it('on other words is there when it is asked for and never when it is off', async () => {
    const editor = await open('hoverAll.md', text);
    await untilFlagged(editor.document, ['mistaeks']);
    const numbers = /“.+”: [\d.]+ bits/;
    assert.doesNotMatch(await hoverAt(editor, 'newspaper'), numbers);
    await configure('hover.show', 'all');
    assert.match(await hoverAt(editor, 'newspaper'), numbers);
    await configure('hover.show', 'off');
    assert.doesNotMatch(await hoverAt(editor, 'mistaeks'), numbers);
  });
});

describe('the heat map', () => {
  afterEach(async () => {
    await hideHeatMap();
    await closeAll();
  });

  it('colours the words in view until it is switched off, and hovers tell its numbers', async () => {
    const editor = await open('heatMap.md', text);
    await untilFlagged(editor.document, ['mistaeks']);
    assert.equal(await coloredWords(), 0);
    await showHeatMap(15);
    assert.match(await hoverAt(editor, 'newspaper'), /bits/);
    await hideHeatMap();
  });

  it('colours what comes into view, and only that', async () => {
    const paragraph = 'The cat sat on the mat and read a newspaper.\n\n';
    const editor = await open('heatMapLong.md', paragraph.repeat(400));
    await showHeatMap();
    // A window shows some dozens of lines; the text has 4,000 words.
    assert.ok((await coloredWords()) < 1000);
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.revealRange(new vscode.Range(end, end));
    await until('the end in view', () => editor.visibleRanges.some(({ end: { line } }) => line >= 799));
    await until('coloured words there', async () => (await coloredWords()) > 0);
  });
});

describe('the explanation of a sentence', () => {
  afterEach(closeAll);

  it('opens beside the text and names every word', async () => {
    const editor = await open('explained.md', text);
    await untilFlagged(editor.document, ['mistaeks']);
    putCaret(editor, 'newspaper');
    await vscode.commands.executeCommand('surprisal.explainSentence');
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await until('a rendered page', () =>
      tabs().some(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes('explanation')),
    );
    const explanation = await until('its text', () =>
      // One of an earlier sentence may still be there.
      vscode.workspace.textDocuments.find(
        (document) => document.uri.scheme === 'surprisal-explanation' && document.getText().includes('newspaper'),
      ),
    );
    for (const word of ['cat', 'newspaper', 'colourless', 'ideas'])
      assert.ok(explanation.getText().includes(word), word);
    assert.match(explanation.getText(), /[Pp]erplexity/);
  });
});
