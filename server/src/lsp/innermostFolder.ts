import { sep } from 'node:path';
import type { WorkspaceFolder } from 'vscode-languageserver/node';
import { filePathOf } from './settingsSource';

/** The path of the innermost folder of a workspace that holds a file; undefined where none does. */
export const innermostFolder = (folders: readonly WorkspaceFolder[], path: string): string | undefined => {
  const holding = folders
    .map(({ uri }) => filePathOf(uri))
    .filter((folder) => folder !== undefined)
    .filter((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  return holding.sort((one, other) => other.length - one.length)[0];
};
