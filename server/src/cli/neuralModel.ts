import type { InferenceClient } from '../inference/client';
import type { LanguageModel } from '../lm/languageModel';
import { CommandError } from './commandError';

/** What `check` answers for `mixed` and imported neural models. */
export const noOtherCheck = 'a check uses our own neural model or none; use --model auto, neural or ngram';

/** A model that is closed when it is not needed any more. */
export interface OpenModel {
  readonly model: LanguageModel;
  close(): void;
}

export interface OpenCausalModel extends OpenModel {
  readonly model: InferenceClient;
}

/**
 * The neural model in a process of its own, which the first request starts.
 * @param prefix what it reads texts after: see `InferenceClientOptions`
 */
export const openNeuralModel = async (prefix?: string): Promise<OpenCausalModel> => {
  const { shippedNeuralModel } = await import('../inference/neuralModel');
  const model = shippedNeuralModel({ prefix });
  return { model, close: () => model.dispose() };
};

/** An imported one, by its description. */
export const openImportedModel = async (id: string, descriptionPath: string): Promise<OpenCausalModel> => {
  const { InferenceClient } = await import('../inference/client');
  const model = new InferenceClient({ id, descriptionPath });
  return { model, close: () => model.dispose() };
};

/** A model that cannot write, or that refused what it was asked, as the user is told. Other errors are thrown on. */
export const asWritingError = (error: unknown): never => {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'UnavailableError')
    throw new CommandError(`only the neural model writes, and it cannot answer: ${error.message}`, { cause: error });
  if (error.name === 'ConstraintError') throw new CommandError(error.message, { cause: error });
  throw error;
};

/** Why the neural model cannot answer, as the user is told. Other errors are thrown on. */
export const asModelError = (error: unknown): never => {
  if (error instanceof Error && error.name === 'UnavailableError')
    throw new CommandError(`${error.message.replace(/\.$/, '')}; --model ngram does without`, { cause: error });
  throw error;
};
