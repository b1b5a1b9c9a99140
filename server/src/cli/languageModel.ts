import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModel } from '../lm/languageModel';
import type { NgramModel } from '../lm/ngram/ngramModel';
import { systemMessage } from '../platform/documentFile';
import { readModelBytes } from '../platform/modelFile';
import { loadNgram } from '../platform/models';
import { asCommandError, CommandError } from './commandError';
import { installedModels } from './models/installed';
import { noNeuralModel } from './neuralModel';

/**
 * The model that `--model` names: `auto` and `ngram` are the shipped one, another name is an n-gram model that was
 * imported, or a model file.
 * @throws CommandError
 */
export const openLanguageModel = async (name: string): Promise<LanguageModel> => {
  const own = await openOwnModel(name);
  if (own === undefined) return loadNgram().catch(asCommandError);
  const { NgramLanguageModel } = await import('../lm/ngram/ngramLanguageModel');
  return new NgramLanguageModel(own);
};

/**
 * The n-gram model of the user's that `--model` names; undefined for the shipped one.
 * @throws CommandError
 */
export const openOwnModel = async (name: string): Promise<NgramModel | undefined> => {
  if (name === 'neural') throw new CommandError(noNeuralModel);
  if (name === 'auto' || name === 'ngram') return undefined;
  const installed = installedModels().find(({ entry }) => entry.id === name);
  if (installed !== undefined && installed.entry.kind !== 'ngram')
    throw new CommandError(`"${name}" is no language model; see surprisal models list`);
  const path = installed === undefined ? name : join(installed.folder, installed.entry.file);
  if (!existsSync(path)) throw new CommandError(`no model is called "${name}"; see surprisal models list`);
  const [{ NgramModel }, { ModelFormatError }] = await Promise.all([
    import('../lm/ngram/ngramModel'),
    import('../lm/ngram/compactFormat'),
  ]);
  try {
    return NgramModel.read(readModelBytes(path));
  } catch (error) {
    if (error instanceof ModelFormatError)
      throw new CommandError(`${path}: ${error.message}; import ARPA files with surprisal models import`);
    throw new CommandError(`${path}: ${systemMessage(error)}`);
  }
};
