import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../../configuration/problem';
import { resolveSearchSettings, type SearchSettings } from '../../configuration/searchSettings';
import type { Embedder } from '../../lm/embedder';
import { ConfigurationFiles } from '../../platform/configurationFiles';
import { systemMessage } from '../../platform/documentFile';
import { userCacheFolder } from '../../platform/userFolders';
import { IndexFormatError } from '../../search/index/frameLog';
import { indexFolderName, removeIndexFiles } from '../../search/index/indexFolder';
import { StoreError } from '../../search/postgres/storeError';
import { QueryError } from '../../search/query/parseQuery';
import { IndexBusyError, SearchService } from '../../search/searchService';
import { CommandError } from '../commandError';
import { asEmbedderError } from '../embedder';

/** The folder that an argument names, by its real path. @throws CommandError */
export const searchedFolder = (directory: string): string => {
  try {
    const root = realpathSync.native(resolve(directory));
    if (statSync(root).isDirectory()) return root;
  } catch (error) {
    throw new CommandError(`${directory}: ${systemMessage(error)}`, { cause: error });
  }
  throw new CommandError(`${directory}: a file, not a directory; name the directory it lies in`);
};

/** Where a folder's index lies: in the user's cache, by its path, unless it is said. */
export const indexFolder = (root: string, asked: string | undefined): string =>
  asked !== undefined ? resolve(asked) : join(userCacheFolder(), 'search', indexFolderName(root));

/** What the folder's `.surprisal.json` says of searches, over the defaults. @throws CommandError */
export const settingsOf = (root: string): SearchSettings => {
  try {
    return resolveSearchSettings(new ConfigurationFiles().for(root)?.search ?? []);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { path, line, column, message } = error.problems[0]!;
    throw new CommandError(`${path}:${line}:${column} ${message}`, { cause: error });
  }
};

/**
 * @param adapted whether queries are adapted where the index has been tuned
 * @throws CommandError
 */
export const openIndex = (
  root: string,
  asked: string | undefined,
  embedder?: Embedder,
  adapted = true,
): SearchService => {
  const folder = indexFolder(root, asked);
  const settings = settingsOf(root);
  try {
    return SearchService.open(root, folder, settings, { embedder, adapted });
  } catch (error) {
    if (error instanceof IndexFormatError)
      throw new CommandError(`${folder}: ${error.message}; make it anew with surprisal index --rebuild`, {
        cause: error,
      });
    throw new CommandError(`${folder}: ${systemMessage(error)}`, { cause: error });
  }
};

export const forgetIndex = (root: string, asked: string | undefined): void =>
  removeIndexFiles(indexFolder(root, asked));

/** Errors of an index as the user is told; others are thrown on. */
export const asIndexError = (error: unknown): never => {
  if (error instanceof IndexBusyError)
    throw new CommandError(`${error.message}; wait until it is done`, { cause: error });
  if (error instanceof StoreError) throw new CommandError(error.message, { cause: error });
  if (error instanceof IndexFormatError)
    throw new CommandError(`${error.message}; make it anew with surprisal index --rebuild`, { cause: error });
  if (error instanceof QueryError) throw new CommandError(error.message, { cause: error });
  if (error instanceof Error && 'code' in error) throw new CommandError(systemMessage(error), { cause: error });
  return asEmbedderError(error);
};
