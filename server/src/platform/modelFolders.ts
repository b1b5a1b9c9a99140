import { join } from 'node:path';
import { packageFolder, userDataFolder } from './userFolders';

/** Where the models are that came with the program; `SURPRISAL_MODELS` names another folder, for those who build models. */
export const shippedModelsFolder = (): string => {
  const { SURPRISAL_MODELS: folder } = process.env;
  return folder === undefined || folder === '' ? join(packageFolder(), 'models') : folder;
};

/** Where the models are that this user trained or imported. */
export const userModelsFolder = (): string => join(userDataFolder(), 'models');
