import { type ModelEntry, readManifest, shippedModelsFolder, userModelsFolder } from '../../platform/modelManifest';

export interface InstalledModel {
  readonly folder: string;
  /** Came with the program, or is the user's own. */
  readonly source: 'shipped' | 'user';
  readonly entry: ModelEntry;
}

/** @throws ManifestError */
export const installedModels = (): readonly InstalledModel[] =>
  (
    [
      ['shipped', shippedModelsFolder()],
      ['user', userModelsFolder()],
    ] as const
  ).flatMap(([source, folder]) => readManifest(folder).map((entry) => ({ folder, source, entry })));
