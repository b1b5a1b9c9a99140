import type { EmbeddingClient } from '../inference/embeddingClient';
import { CommandError } from './commandError';
import { printMessage } from './console';

/**
 * The embedding model that `--embedding-model` names, which starts nothing before it is asked; undefined for `none`, and for `auto` where it is not there,
 * which is told.
 * @throws CommandError
 */
export const openChosenEmbedder = async (
  choice: string,
  tell: (message: string) => void = printMessage,
): Promise<EmbeddingClient | undefined> => {
  if (choice === 'none') return undefined;
  const { openEmbedder } = await import('../inference/embeddingModels');
  try {
    return openEmbedder(choice);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    if (choice !== 'auto') throw new CommandError(error.message.replace(/\.$/, ''), { cause: error });
    tell(`no vectors: ${error.message}`);
    return undefined;
  }
};

/** Why the embedding model cannot answer, as the user is told. Other errors are thrown on. */
export const asEmbedderError = (error: unknown): never => {
  if (isUnavailable(error))
    throw new CommandError(`${error.message.replace(/\.$/, '')}; --embedding-model none does without`, {
      cause: error,
    });
  throw error;
};

const isUnavailable = (error: unknown): error is Error => error instanceof Error && error.name === 'UnavailableError';
