import { join } from 'node:path';
import { writeAtomically } from '../../platform/atomicWrite';
import { systemMessage } from '../../platform/documentFile';
import { shippedModelsFolder, userModelsFolder } from '../../platform/modelFolders';
import { manifestFileName } from '../../platform/modelManifest';
import { CommandError, exitCodes } from '../commandError';
import { printMessage } from '../console';
import { belongsTo, removeFiles } from './importedModel';
import { modelsIn } from './installed';

/** Runs `surprisal models remove`: takes a model of the user's off the list, then its files. */
export const removeModel = async (id: string): Promise<number> => {
  const folder = userModelsFolder();
  const own = modelsIn(folder);
  const model = own.find((entry) => entry.id === id && !('partOf' in entry));
  if (model === undefined) {
    const shipped = modelsIn(shippedModelsFolder()).some((entry) => entry.id === id);
    throw new CommandError(
      shipped
        ? `"${id}" came with the program; only your own models can be removed`
        : `no model of yours is called "${id}"; see them with surprisal models list`,
    );
  }
  const kept = own.filter((entry) => !belongsTo(entry, id));
  try {
    await writeAtomically(join(folder, manifestFileName), `${JSON.stringify(kept, null, 2)}\n`);
    removeFiles(folder, model);
  } catch (error) {
    throw new CommandError(`${folder}: cannot be written: ${systemMessage(error)}`);
  }
  printMessage(`removed ${id}`);
  return exitCodes.nothingFound;
};
