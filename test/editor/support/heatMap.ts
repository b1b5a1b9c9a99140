import * as vscode from 'vscode';
import { until } from './condition';
import { window } from './window';

/** How many words in view are coloured: decorations of extensions, the squiggles of diagnostics not among them. */
export const coloredWords = (): Promise<number> => window.count('.view-overlays .cdr[class*="ced-"]');

/** Switches the heat map on, and waits until at least so many words have a colour. */
export async function showHeatMap(words = 1): Promise<void> {
  await vscode.commands.executeCommand('surprisal.toggleHeatMap');
  await until('coloured words', async () => (await coloredWords()) >= words);
}

/** Switches the heat map off where it is on: the next test begins without. */
export async function hideHeatMap(): Promise<void> {
  if ((await coloredWords()) === 0) return;
  await vscode.commands.executeCommand('surprisal.toggleHeatMap');
  await until('no coloured words', async () => (await coloredWords()) === 0);
}
