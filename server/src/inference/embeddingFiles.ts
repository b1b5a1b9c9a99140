import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { poolings } from '../lm/embedding/pooling';
import { shippedModelsFolder } from '../platform/modelFolders';
import { reasonOf, UnavailableError } from './inferenceErrors';
import { fileSchema, readDescription } from './modelFiles';

const descriptionSchema = z.looseObject({
  format: z.literal('surprisal-embedding'),
  version: z.literal(1),
  dimensions: z.int().check(z.minimum(1), z.maximum(4096)),
  maximumTokens: z.int().check(z.minimum(2), z.maximum(8192)),
  /** `graph` if absent. */
  pooling: z.optional(z.enum(poolings)),
  /** The tensor that has a row for each token, where it is no output of the graph and could be. */
  tokenRows: z.optional(z.string()),
  /** The one whose rows become the vector of a text, likewise. */
  lastRows: z.optional(z.string()),
  /** What the model wants before a text of each kind. */
  prefixes: z.optional(z.object({ query: z.string(), passage: z.string() })),
  files: z.array(fileSchema),
});

/** What the `.model.json` of an embedding model says: the converter in models/build/minilm writes it, and `surprisal models import`. */
export type EmbeddingDescription = z.infer<typeof descriptionSchema>;

export interface EmbeddingFiles {
  /** The description's name without its ending and the beginning of its graph's checksum: vectors of another graph are others. */
  readonly id: string;
  readonly description: EmbeddingDescription;
  readonly encoderPath: string;
  readonly tokenizerPath: string;
}

export const shippedEmbeddingId = 'minilm-l6-v2';

/** Where the description of the embedding model lies that came with the program. */
export const shippedEmbeddingPath = (): string => join(shippedModelsFolder(), `${shippedEmbeddingId}.model.json`);

/** Digits of the checksum in an id. */
const REVISION_DIGITS = 8;

/**
 * Reads the description of an embedding model; its files are not looked at.
 * @throws UnavailableError that names the description
 */
export const readEmbeddingFiles = (path: string): EmbeddingFiles => {
  const description = readDescription(path, descriptionSchema);
  const encoder = description?.files.find(({ role }) => role === 'encoder');
  const tokenizer = description?.files.find(({ role }) => role === 'tokenizer');
  if (description === undefined || encoder === undefined || tokenizer === undefined)
    throw new UnavailableError(
      'files',
      reasonOf('The file {0} describes no embedding model; install the model again.', path),
    );
  const folder = dirname(path);
  return {
    id: `${basename(path).replace(/\.model\.json$/, '')}@${encoder.sha256.slice(0, REVISION_DIGITS)}`,
    description,
    encoderPath: join(folder, encoder.file),
    tokenizerPath: join(folder, tokenizer.file),
  };
};
