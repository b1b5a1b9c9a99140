import { shippedModelsFolder, userModelsFolder } from '../../platform/modelFolders';
import { ManifestError, type ModelEntry, readManifest } from '../../platform/modelManifest';
import { asCommandError } from '../commandError';

export interface InstalledModel {
  readonly folder: string;
  /** Came with the program, or is the user's own. */
  readonly source: 'shipped' | 'user';
  readonly entry: ModelEntry;
}

/**
 * The models that a folder's manifest lists.
 * @throws CommandError
 */
export const modelsIn = (folder: string): readonly ModelEntry[] => {
  try {
    return readManifest(folder);
  } catch (error) {
    if (error instanceof ManifestError) return asCommandError(error);
    throw error;
  }
};

/**
 * Every model there is.
 * @throws CommandError
 */
export const installedModels = (): readonly InstalledModel[] =>
  (
    [
      ['shipped', shippedModelsFolder()],
      ['user', userModelsFolder()],
    ] as const
  ).flatMap(([source, folder]) => modelsIn(folder).map((entry) => ({ folder, source, entry })));
