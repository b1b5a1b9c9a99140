import * as vscode from 'vscode';

/** Sets one of Surprisal's settings for the user; undefined takes it back. */
export const configure = async (name: string, value: unknown): Promise<void> =>
  vscode.workspace.getConfiguration('surprisal').update(name, value, vscode.ConfigurationTarget.Global);
