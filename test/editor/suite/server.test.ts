import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, open, putCaret, untilFlagged } from '../support/documents';
import { hideHeatMap, showHeatMap } from '../support/heatMap';
import { window } from '../support/window';

const extension = () => vscode.extensions.getExtension('surprisal.surprisal')!;

/** The process ids of the language servers that this installation of the extension started. */
function servers(): readonly number[] {
  const main = vscode.Uri.joinPath(extension().extensionUri, 'dist/server/main.js').fsPath;
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(main))
    .map((line) => Number.parseInt(line, 10));
}

describe('the extension', () => {
  afterEach(closeAll);

  it('is the packed one, and wakes for a language that it serves', async () => {
    assert.ok(extension().extensionUri.path.includes('/extensions/surprisal.surprisal-'));
    const { document } = await open('awake.md', 'It has no mistaeks.\n');
    await until('the extension awake', () => extension().isActive);
    await untilFlagged(document, ['mistaeks']);
  });

  it('tells in the status of the language which model judges and how long it took', async () => {
    const { document } = await open('status.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    await window.hover('[id="status.languageStatus"]');
    const said = await until('the status', async () => {
      const shown = (await window.texts('.hover-language-status')).join(' ');
      return /last pass/.test(shown) && shown;
    });
    assert.match(said, /Surprisal/);
    assert.match(said, /surprisal-en-\dgram\S*( smollm2-135m)? · last pass [\d.]+ ms/);
    await window.press('Escape');
  });
});

describe('the neural model', () => {
  before(() => configure('model', 'auto'));
  afterEach(async () => {
    await hideHeatMap();
    await closeAll();
  });
  after(() => configure('model', 'ngram'));

  /** What the status of the language says. */
  const status = async (): Promise<string> => {
    // A pointer that is there already calls nothing up.
    await window.hover('.part.titlebar');
    await window.hover('[id="status.languageStatus"]');
    return until('the status', async () => (await window.texts('.hover-language-status')).join(' ') || false);
  };

  it('finds grammar after what n-grams find', async () => {
    const { document } = await open('grammar.md', 'He is interested for music. It has no mistaeks.\n');
    await untilFlagged(document, ['for', 'mistaeks']);
  });

  it('is loaded for the heat map, and the status and an explained sentence name it', async () => {
    const editor = await open('neural.md', 'It has no mistaeks. They play rock and roll.\n');
    await untilFlagged(editor.document, ['mistaeks']);
    await showHeatMap();
    await until('the model in the status', async () => {
      const said = await status();
      if (/surprisal-en-\dgram, smollm2-135m/.test(said)) return true;
      throw new Error(`it says ${said}`);
    });
    await window.press('Escape');
    await hideHeatMap();
    putCaret(editor, 'rock');
    await vscode.commands.executeCommand('surprisal.explainSentence');
    await until('its explanation', () =>
      vscode.workspace.textDocuments.some(
        (document) => document.uri.scheme === 'surprisal-explanation' && /smollm2/.test(document.getText()),
      ),
    );
  });
});

describe('the language server', () => {
  afterEach(closeAll);

  it('is started again when it is killed, and judges what was written since', async function () {
    if (process.platform === 'win32') this.skip();
    const editor = await open('killed.md', 'It has no mistaeks.\n');
    await untilFlagged(editor.document, ['mistaeks']);
    const [server, ...others] = servers();
    assert.ok(server);
    assert.deepEqual(others, []);
    process.kill(server, 'SIGKILL');
    await until('another server', () => servers().length === 1 && servers()[0] !== server);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'A sentance more. '));
    await untilFlagged(editor.document, ['sentance', 'mistaeks']);
  });

  it('is another one after the command to restart it, and the old one is gone', async function () {
    if (process.platform === 'win32') this.skip();
    const { document } = await open('restarted.md', 'It has no mistaeks.\n');
    await untilFlagged(document, ['mistaeks']);
    const [server] = servers();
    await vscode.commands.executeCommand('surprisal.restartServer');
    await until('another server alone', () => servers().length === 1 && servers()[0] !== server);
    await untilFlagged(document, ['mistaeks']);
  });

  it('is not started again for ever: after the last time the user is asked, and told in the status', async function () {
    if (process.platform === 'win32') this.skip();
    await configure('server.maxRestarts', 0);
    try {
      await vscode.commands.executeCommand('surprisal.restartServer');
      const { document } = await open('ended.md', 'It has no mistaeks.\n');
      await untilFlagged(document, ['mistaeks']);
      const [server] = servers();
      assert.ok(server);
      process.kill(server, 'SIGKILL');
      await until('the question', async () =>
        (await window.texts('.notifications-toasts')).join().includes('several times'),
      );
      await until('the status', async () => {
        await window.hover('[id="status.languageStatus"]');
        return (await window.texts('.hover-language-status')).join(' ').includes('The language server has ended.');
      });
      assert.deepEqual(servers(), []);
      // The status lies over the question while the pointer is there.
      await window.hover('.part.titlebar');
      await until('the status gone', async () => (await window.texts('.hover-language-status')).length === 0);
      await window.click('.notifications-toasts .monaco-button:has-text("Restart")');
      await until('another server', () => servers().length === 1);
      await untilFlagged(document, ['mistaeks']);
    } finally {
      await configure('server.maxRestarts', undefined);
      await vscode.commands.executeCommand('surprisal.restartServer');
    }
  });
});
