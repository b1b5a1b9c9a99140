import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModel } from '../lm/languageModel';
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
  if (name === 'neural') throw new CommandError(noNeuralModel);
  if (name === 'auto' || name === 'ngram') return loadNgram().catch(asCommandError);
  const installed = installedModels().find(({ entry }) => entry.id === name);
  if (installed !== undefined && installed.entry.kind !== 'ngram')
    throw new CommandError(`"${name}" is no language model; see surprisal models list`);
  const path = installed === undefined ? name : join(installed.folder, installed.entry.file);
  if (!existsSync(path)) throw new CommandError(`no model is called "${name}"; see surprisal models list`);
  const [{ NgramModel }, { NgramLanguageModel }, { ModelFormatError }] = await Promise.all([
    import('../lm/ngram/ngramModel'),
    import('../lm/ngram/ngramLanguageModel'),
    import('../lm/ngram/compactFormat'),
  ]);
  try {
    return new NgramLanguageModel(NgramModel.read(readModelBytes(path)));
  } catch (error) {
    if (error instanceof ModelFormatError)
      throw new CommandError(`${path}: ${error.message}; import ARPA files with surprisal models import`);
    throw new CommandError(`${path}: ${systemMessage(error)}`);
  }
};
