import * as vscode from 'vscode';
import { until } from './condition';
import { putCaret } from './documents';
import { window } from './window';

const bulb = '.lightBulbWidget >> visible=true';
const bulbInGutter = '.monaco-editor [class*="gutter-lightbulb"] >> visible=true';

/** Over a second. */
const probesOfOnePlace = 40;

/**
 * Puts the caret on a word and waits for its light bulb. VS Code asks for actions a quarter of a second after the caret moved, and
 * drops what was asked by hand meanwhile: on a slow machine a menu asked for too early never opens.
 *
 * A bulb in the gutter that was shown in another document of the same editor keeps VS Code 1.100 from showing one there: it moves that one's
 * decoration, which is gone, until the caret has been where there are no actions. So the caret goes away for a while, and comes back.
 */
export async function putCaretAtLightBulb(editor: vscode.TextEditor, word: string): Promise<void> {
  await vscode.window.showTextDocument(editor.document);
  const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
  let probes = 0;
  await until('the light bulb', async () => {
    const isAway = Math.floor(probes / probesOfOnePlace) % 2 === 1;
    if (probes % probesOfOnePlace === 0) {
      if (isAway) editor.selection = new vscode.Selection(end, end);
      else putCaret(editor, word);
    }
    probes++;
    return !isAway && (await window.count(bulb)) + (await window.count(bulbInGutter)) > 0;
  });
}

export const menu = '.action-widget';

/** Chooses an entry of the light bulb's menu as a person does. */
export async function chooseFix(editor: vscode.TextEditor, word: string, title: string): Promise<void> {
  await putCaretAtLightBulb(editor, word);
  await vscode.commands.executeCommand('editor.action.quickFix');
  const entry = `${menu} .monaco-list-row:has-text("${title}")`;
  await until(`“${title}” in the menu`, async () => (await window.count(entry)) > 0);
  await window.click(entry);
}
