import { join } from 'node:path';
import { userModelsFolder } from '../platform/modelFolders';
import { ManifestError, readManifest } from '../platform/modelManifest';
import { EmbeddingClient, type EmbeddingClientOptions, shippedEmbedder } from './embeddingClient';
import { reasonOf, UnavailableError } from './inferenceErrors';

/**
 * The embedding model that a user chose: `auto` is the one that comes with the program, `none` is none, else the id of an imported one.
 * @throws UnavailableError if it is not there
 */
export const openEmbedder = (choice: string, options: EmbeddingClientOptions = {}): EmbeddingClient | undefined => {
  if (choice === 'none') return undefined;
  return choice === 'auto'
    ? shippedEmbedder(options)
    : new EmbeddingClient({ ...options, descriptionPath: importedPath(choice) });
};

const importedPath = (id: string): string => {
  const folder = userModelsFolder();
  try {
    const entry = readManifest(folder).find((entry) => entry.id === id && entry.kind === 'embedding');
    if (entry !== undefined) return join(folder, entry.file);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new UnavailableError('files', reasonOf('The list of models cannot be read: {0}.', error.message));
  }
  throw new UnavailableError('files', reasonOf('There is no embedding model {0}; import it first.', id));
};
