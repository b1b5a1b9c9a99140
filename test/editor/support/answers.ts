import * as vscode from 'vscode';
import { until } from './condition';
import { window } from './window';

/** A row of the view of answers, among those of other views that are open. */
export const answerRow = '.pane-body .monaco-list-row';

export const ask = (question: string) => vscode.commands.executeCommand('surprisal.askWorkspace', question);

/** Clears the view. Else an answer of before, which is still drawn, would be taken for the next one, again and again. */
export const clearedOf = async (question: string): Promise<void> => {
  await vscode.commands.executeCommand('surprisal.clearAnswers');
  await until('the view cleared', async () => !(await window.texts(answerRow)).some((row) => row.includes(question)));
};

/** The rows once an answer has ended. The view is drawn a moment after it is there: asked again at once, it would never be seen. */
export const drawnAnswer = (question: string): Promise<readonly string[]> =>
  until('the answer in the view', async () => {
    const drawn = await window.texts(answerRow);
    return drawn.some((row) => row.includes(question) && !row.includes('…')) ? drawn : undefined;
  });

/** Asks until a row of the answer matches, since what was written a moment ago is not in the index yet. */
export const untilAnswered = (question: string, what: RegExp) =>
  until(`an answer with ${what}`, async () => {
    // Earlier answers would push this one out of the rows that are drawn.
    await clearedOf(question);
    await ask(question);
    const all = await drawnAnswer(question);
    if (all.some((row) => what.test(row))) return true;
    throw new Error(all.join(' | '));
  });
