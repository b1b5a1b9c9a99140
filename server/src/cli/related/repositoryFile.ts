import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type RepositoryHead, readHead } from '../../platform/commitHistory';
import { systemMessage } from '../../platform/documentFile';
import { RepositoryError } from '../../platform/git';
import { CommandError } from '../commandError';

/** A file and the repository that it lies in. */
export interface RepositoryFile {
  readonly head: RepositoryHead;
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly exists: boolean;
}

/** @throws CommandError */
export const repositoryFile = async (file: string): Promise<RepositoryFile> => {
  const given = resolve(file);
  let folder: string;
  try {
    folder = realpathSync.native(dirname(given));
  } catch (error) {
    throw new CommandError(`${file}: ${systemMessage(error)}`, { cause: error });
  }
  const absolute = join(folder, basename(given));
  try {
    const head = await readHead(folder);
    return { head, path: relative(head.root, absolute).split(sep).join('/'), exists: existsSync(absolute) };
  } catch (error) {
    if (error instanceof RepositoryError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
};
