import type { LanguageModel } from '../lm/languageModel';
import { CommandError } from './commandError';

/** What `check --model neural` answers, and `mixed`. */
export const noNeuralCheck = 'a check does not use the neural model yet; use --model auto or ngram';

/** A model that is closed when it is not needed any more. */
export interface OpenModel {
  readonly model: LanguageModel;
  close(): void;
}

/** The neural model in a process of its own, which the first request starts. */
export const openNeuralModel = async (): Promise<OpenModel> => {
  const { shippedNeuralModel } = await import('../inference/neuralModel');
  const model = shippedNeuralModel();
  return { model, close: () => model.dispose() };
};

/** Why the neural model cannot answer, as the user is told. Other errors are thrown on. */
export const asModelError = (error: unknown): never => {
  if (error instanceof Error && error.name === 'UnavailableError')
    throw new CommandError(`${error.message.replace(/\.$/, '')}; --model ngram does without`, { cause: error });
  throw error;
};
