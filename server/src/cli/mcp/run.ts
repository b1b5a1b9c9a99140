import { resolve } from 'node:path';
import { AllowedFolders } from '../../mcp/allowedFolders';
import { serveMcp } from '../../mcp/server';
import { packageVersion } from '../../platform/userFolders';
import { exitCodes } from '../commandError';
import { printMessage } from '../console';
import { openEndpointOption } from '../endpointOptions';
import { searchedFolder } from '../index/place';
import { askFolders } from './askFolders';
import { checkTexts } from './checkTexts';
import { FolderIndexes } from './folderIndexes';
import type { McpOptions } from './options';
import { scoreTexts } from './scoreTexts';
import { searchFolders } from './searchFolders';
import { SharedModels } from './sharedModels';
import { toolMessage } from './toolMessage';

/** Runs `surprisal mcp` until the assistant closes standard input; the exit code comes back. */
export const runMcp = async (directories: readonly string[], options: McpOptions): Promise<number> => {
  const endpoint = await openEndpointOption(options);
  const folders = new AllowedFolders(
    directories.map((named) => ({ named: resolve(named), real: searchedFolder(named) })),
  );
  if (process.stdin.isTTY)
    printMessage('assistants start this themselves; server/docs/mcp.md says how they are told to');
  const models = new SharedModels(options.embeddingModel);
  const indexes = new FolderIndexes();
  try {
    await serveMcp({
      version: packageVersion(),
      directories: folders.all.map(({ named }) => named),
      check: checkTexts(models, folders),
      score: scoreTexts(models, folders),
      ...(folders.all.length > 0 && {
        search: searchFolders(models, folders, indexes),
        ask: askFolders({ models, folders, indexes, endpoint }),
      }),
      messageOf: toolMessage,
    });
  } finally {
    await models.close();
  }
  return exitCodes.nothingFound;
};
