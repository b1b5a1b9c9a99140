import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { historyFileName } from '../related/historyFileName';
import { isVectorFolder } from '../vectors/vectorManifest';

/**
 * The name of the folder in which a searched folder's index lies, among those of others.
 * @param root absolute, by its real path
 */
export const indexFolderName = (root: string): string => createHash('sha256').update(root).digest('hex').slice(0, 24);

/** Takes the files of an index away, what was learnt from the folder's history with them, and nothing else that may lie there. */
export const removeIndexFiles = (folder: string): void => {
  for (const name of ['catalog', 'terms', 'words', historyFileName]) rmSync(join(folder, name), { force: true });
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (isVectorFolder(name)) rmSync(join(folder, name), { recursive: true, force: true });
};

/** What lies in the folder of an index, in bytes. */
export const indexBytes = (folder: string): number => {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    bytes += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
};
