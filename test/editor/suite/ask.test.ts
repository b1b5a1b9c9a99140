import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { answerRow, ask, clearedOf, drawnAnswer, untilAnswered } from '../support/answers';
import { until } from '../support/condition';
import { configure } from '../support/configuration';
import { closeAll, write } from '../support/documents';
import { window } from '../support/window';

const orchard = `# The orchard

## Pears

Pears are picked before they are ripe. Store pears in the cellar, wrapped in paper.

## Bees

The beekeeper opens the hives every second week in spring.
`;

const list = '.quick-input-widget';

/** What VS Code has since 1.95, and the types of the oldest that we run in do not know. */
interface ToolApi {
  readonly tools: readonly { readonly name: string }[];
  invokeTool(name: string, options: object): Promise<{ readonly content: readonly { readonly value: string }[] }>;
}
const toolApi = vscode.lm as unknown as Partial<ToolApi>;

describe('asking the workspace', () => {
  let file: vscode.Uri;
  before(async () => {
    file = write('orchard.md', orchard);
    // What a window of code-server has of the machine's settings lies elsewhere than the user's.
    await configure('model', 'ngram');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('surprisal.clearAnswers');
    await closeAll();
  });
  after(async () => {
    rmSync(file.fsPath, { force: true });
    await configure('model', undefined);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  const rows = () => window.texts(answerRow);
  const untilRow = (what: RegExp) =>
    until(`${what} among the rows`, async () => {
      const all = await rows();
      if (all.some((row) => what.test(row))) return true;
      throw new Error(all.join(' | '));
    });

  it('asks for a question, and has sentences that answer it with their places: a click opens one', async () => {
    await untilAnswered('How are pears stored?', /Store pears in the cellar/);
    await vscode.commands.executeCommand('surprisal.clearAnswers');
    const asking = vscode.commands.executeCommand('surprisal.askWorkspace');
    await until('the box', async () => (await window.texts(list)).length > 0);
    await window.type('How are pears stored?');
    await window.press('Enter');
    await asking;
    await untilRow(/How are pears stored\?/);
    await untilRow(/What the workspace says/);
    await untilRow(/Store pears in the cellar[\s\S]*orchard\.md:5/);
    await until('the file', async () => {
      await window.click(`${answerRow}:has-text("Store pears in the cellar")`);
      return vscode.window.activeTextEditor?.document.uri.path.endsWith('/orchard.md');
    });
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.match(document.getText(selection), /Store pears in the cellar/);
  });

  it('says that the workspace does not answer, and keeps earlier questions until they are cleared', async () => {
    await untilAnswered('How are pears stored?', /Store pears in the cellar/);
    await ask('Who was the first emperor of Brazil?');
    await untilRow(/^Not found in this workspace/);
    await untilRow(/How are pears stored\?/);
    await vscode.commands.executeCommand('surprisal.clearAnswers');
    await until('the welcome', async () => (await window.texts('.welcome-view')).join().includes('Ask the Workspace'));
  });

  it('has an answer written by the model, whose prompt can be looked at, and nowhere changed', async () => {
    await configure('model', 'auto');
    try {
      await untilAnswered('When does the beekeeper open the hives?', /Written by smollm2/);
      await untilRow(/likely, not certain/);
      await vscode.commands.executeCommand('surprisal.showPrompt');
      const editor = await until('the prompt', () =>
        vscode.window.activeTextEditor?.document.uri.scheme === 'surprisal-prompt'
          ? vscode.window.activeTextEditor
          : undefined,
      );
      const prompt = editor.document.getText();
      assert.ok(prompt.includes('When does the beekeeper open the hives?'), prompt);
      assert.ok(prompt.includes('every second week in spring'), prompt);
      await vscode.commands.executeCommand('type', { text: 'more' });
      assert.equal(editor.document.getText(), prompt);
    } finally {
      await configure('model', 'ngram');
    }
  });

  it('says that nothing was given to a model where nothing was', async () => {
    await untilAnswered('Who was the first emperor of Brazil?', /^Not found in this workspace/);
    await vscode.commands.executeCommand('surprisal.showPrompt');
    await until('the message', async () =>
      (await window.texts('.notification-toast')).join().includes('No model was given anything'),
    );
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('is cancelled at the push of a button, and keeps what had come', async () => {
    await configure('model', 'auto');
    await configure('ask', { maxTokens: 1000 });
    try {
      await untilAnswered('How are pears stored?', /Store pears in the cellar/);
      const question = 'When does the beekeeper open the hives, and how are pears stored?';
      await until('an answer that was cancelled', async () => {
        await clearedOf(question);
        const asking = ask(question);
        await untilRow(/every second week in spring/);
        await window.click('.notification-toast .monaco-button:has-text("Cancel")');
        await asking;
        // One that was quicker than the click is asked for once more.
        return (await drawnAnswer(question)).some((row) => row.includes(question) && row.includes('cancelled'));
      });
      await untilRow(/every second week in spring/);
    } finally {
      await configure('ask', undefined);
      await configure('model', 'ngram');
    }
  });

  it('offers assistants to search and to ask', async function () {
    const { invokeTool } = toolApi;
    if (invokeTool === undefined) return this.skip();
    await until('both tools', () =>
      ['surprisal_search', 'surprisal_ask'].every((wanted) => toolApi.tools?.some(({ name }) => name === wanted)),
    );
    await untilAnswered('How are pears stored?', /Store pears in the cellar/);
    // In a window of tests VS Code takes every question whether to for answered.
    const invoke = async (name: string, input: object) => {
      const { content } = await invokeTool(name, { input, toolInvocationToken: undefined });
      return content.map(({ value }) => value).join('\n');
    };
    assert.match(
      await invoke('surprisal_ask', { question: 'How are pears stored?' }),
      /orchard\.md:5 \(The orchard > Pears\)\nStore pears in the cellar/,
    );
    assert.match(
      await invoke('surprisal_search', { query: 'pears', limit: 1 }),
      /orchard\.md:5[\s\S]*Pears are picked/,
    );
  });
});
