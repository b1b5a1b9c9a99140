import { hostname } from 'node:os';
import { isAbsolute } from 'node:path';

/** What a folder's files are called in a store unless it is said: this machine, and where the folder lies. */
export const sourceName = (root: string, machine = hostname()): string => `${machine}:${root}`;

/** The folder of a source that is called so; undefined where it is another machine's, or has a name of its own. */
export const folderOfSource = (source: string, machine = hostname()): string | undefined => {
  const prefix = sourceName('', machine);
  const root = source.startsWith(prefix) ? source.slice(prefix.length) : '';
  return isAbsolute(root) ? root : undefined;
};
