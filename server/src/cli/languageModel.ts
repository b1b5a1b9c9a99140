import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CausalLanguageModel, LanguageModel } from '../lm/languageModel';
import type { NgramModel } from '../lm/ngram/ngramModel';
import { systemMessage } from '../platform/documentFile';
import { readModelBytes } from '../platform/modelFile';
import { loadMixture, loadNgram } from '../platform/models';
import { asCommandError, CommandError } from './commandError';
import { installedModels } from './models/installed';
import {
  asModelError,
  asWritingError,
  noOtherCheck,
  type OpenCausalModel,
  type OpenModel,
  openImportedModel,
  openNeuralModel,
} from './neuralModel';

/**
 * Gives a command the model that `--model` names, and closes it when the command is done: `auto` and `ngram` are the shipped n-gram
 * model, another name is one that was imported, or a model file.
 * @param prefix what the neural model that came with the program reads texts after; `text` if it is absent
 * @throws CommandError
 */
export const withLanguageModel = async <Result>(
  name: string,
  use: (model: LanguageModel) => Promise<Result>,
  prefix?: string,
): Promise<Result> => {
  const { model, close } = await openLanguageModel(name, prefix);
  try {
    return await use(model).catch(asModelError);
  } finally {
    close();
  }
};

/**
 * The same for a command that needs a model that writes.
 * @throws CommandError
 */
export const withCausalModel = async <Result>(
  name: string,
  use: (model: CausalLanguageModel) => Promise<Result>,
): Promise<Result> => {
  const { model, close } = await openCausalModel(name);
  try {
    return await use(model).catch(asWritingError);
  } finally {
    close();
  }
};

/** The model that `--model` names, which has to write. @throws CommandError */
export const openCausalModel = async (name: string): Promise<OpenCausalModel> => {
  if (name === 'neural' || name === 'auto') return openNeuralModel();
  if (name === 'ngram' || name === 'mixed')
    throw new CommandError(`only neural models write, not "${name}"; leave --model out`);
  const imported = await openImportedNeural(name);
  if (imported !== undefined) return imported;
  const known = installedModels().some(({ entry }) => entry.id === name);
  throw new CommandError(
    known
      ? `only neural models write, and "${name}" is none; leave --model out`
      : `no neural model is called "${name}"; see surprisal models list`,
  );
};

const openImportedNeural = async (name: string): Promise<OpenCausalModel | undefined> => {
  const installed = installedModels().find(({ entry }) => entry.id === name && entry.kind === 'causal-lm');
  return installed && openImportedModel(name, join(installed.folder, installed.entry.file));
};

const openLanguageModel = async (name: string, prefix: string | undefined): Promise<OpenModel> => {
  if (name === 'neural') return openNeuralModel(prefix);
  if (name === 'mixed') {
    const neural = await openNeuralModel(prefix);
    return { ...neural, model: await loadMixture(neural.model).catch(asCommandError) };
  }
  const imported = await openImportedNeural(name);
  if (imported !== undefined) return imported;
  const close = (): void => {};
  const own = await openOwnModel(name);
  if (own === undefined) return { model: await loadNgram().catch(asCommandError), close };
  const [{ NgramLanguageModel }, { withClasses }] = await Promise.all([
    import('../lm/ngram/ngramLanguageModel'),
    import('../lm/ngram/withClasses'),
  ]);
  return { model: new NgramLanguageModel(withClasses(own)), close };
};

/**
 * The n-gram model of the user's that `--model` names; undefined for the shipped one.
 * @throws CommandError
 */
export const openOwnModel = async (name: string): Promise<NgramModel | undefined> => {
  if (name === 'mixed') throw new CommandError(noOtherCheck);
  if (name === 'auto' || name === 'ngram') return undefined;
  const installed = installedModels().find(({ entry }) => entry.id === name);
  if (installed?.entry.kind === 'causal-lm') throw new CommandError(noOtherCheck);
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
