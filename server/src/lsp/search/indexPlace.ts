import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageChoice } from '../../configuration/searchSettings';
import { userCacheFolder } from '../../platform/userFolders';
import { indexFolderName } from '../../search/index/indexFolder';
import type { InitializationOptions } from '../../shared/protocol';
import { filePathOf } from '../settingsSource';

/** The folder that holds the indexes of all folders, and lies in none of them: the editor's own, or else the user's cache. */
export const editorStorage = ({ storage }: InitializationOptions): string =>
  join(filePathOf(storage ?? '') ?? userCacheFolder(), 'search');

export interface IndexStorage {
  /** Absolute: the folder that holds the indexes of all folders, and lies in none of them. */
  readonly editor: string;
  /** Nothing may be written into the workspace. */
  readonly restricted: boolean;
}

/**
 * Where the index of a folder lies. In the folder itself only where the user has asked for that and trusts it; git is told to ignore it then.
 * @param root absolute, by its real path
 */
export const indexPlace = (root: string, choice: StorageChoice, { editor, restricted }: IndexStorage): string => {
  if (choice === 'editor' || restricted) return join(editor, indexFolderName(root));
  const folder = join(root, '.surprisal');
  mkdirSync(folder, { recursive: true });
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return join(folder, 'search');
};
