import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shippedModelsFolder, userModelsFolder } from '../../platform/modelFolders';
import type { ModelEntry } from '../../platform/modelManifest';
import { CommandError } from '../commandError';
import { modelsIn } from './installed';
import type { ImportOptions } from './options';

const validId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Names that `--model` and `--embedding-model` mean otherwise. */
const reservedIds = new Set(['auto', 'none', 'ngram', 'neural', 'mixed']);

/** Whether an entry is a model or a part of it. */
export const belongsTo = (entry: ModelEntry, id: string): boolean => entry.id === id || entry['partOf'] === id;

/**
 * The user's models but for the one that an import takes the place of.
 * @throws CommandError where the model cannot be called so
 */
export const otherModels = (id: string, { force }: ImportOptions): readonly ModelEntry[] => {
  if (!validId.test(id) || reservedIds.has(id))
    throw new CommandError(`"${id}" cannot be a model's name; give one of letters, digits, dots and dashes with --id`);
  const own = modelsIn(userModelsFolder());
  if (modelsIn(shippedModelsFolder()).some((entry) => entry.id === id))
    throw new CommandError(`"${id}" came with the program; give yours another name with --id`);
  if (own.some((entry) => entry.id === id) && !force)
    throw new CommandError(`a model "${id}" is there already; replace it with --force, or give another name with --id`);
  const others = own.filter((entry) => !belongsTo(entry, id));
  if (others.some((entry) => entry.id.startsWith(`${id}-`) && 'partOf' in entry))
    throw new CommandError(`a part of another model is called like "${id}"; give it another name with --id`);
  return others;
};

/** Removes the files of a model that is no longer listed. */
export const removeFiles = (modelsFolder: string, { file }: ModelEntry): void => {
  const folder = dirname(file);
  rmSync(join(modelsFolder, folder === '.' ? file : folder), { recursive: true, force: true });
};
