import * as vscode from 'vscode';
import { until } from './condition';
import { window } from './window';

/** A row of the view of answers, among those of other views that are open. */
export const answerRow = '.pane-body .monaco-list-row';

export const ask = (question: string) => vscode.commands.executeCommand('surprisal.askWorkspace', question);

/** Asks until a row of the answer matches, since what was written a moment ago is not in the index yet. */
export const untilAnswered = (question: string, what: RegExp) =>
  until(`an answer with ${what}`, async () => {
    // Earlier answers would push this one out of the rows that are drawn.
    await vscode.commands.executeCommand('surprisal.clearAnswers');
    // Else the answer before, which is still drawn, would be taken for this one, again and again.
    await until('the view cleared', async () => !(await window.texts(answerRow)).some((row) => row.includes(question)));
    await ask(question);
    // The view is drawn a moment after the answer is there: asked again at once, it would never be seen.
    const all = await until('the answer in the view', async () => {
      const drawn = await window.texts(answerRow);
      return drawn.some((row) => row.includes(question) && !row.includes('…')) ? drawn : undefined;
    });
    if (all.some((row) => what.test(row))) return true;
    throw new Error(all.join(' | '));
  });
