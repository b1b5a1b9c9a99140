import { readFileSync } from 'node:fs';
import type { LoadedModel, RunGate } from './childServer';
import { loadEmbeddingModel } from './loadEmbeddingModel';
import { loadNeuralModel } from './loadNeuralModel';
import type { LoadOptions } from './messages';

/** Loads what a description describes. @throws UnavailableError */
export const loadModel = (descriptionPath: string, options: LoadOptions, gate: RunGate): Promise<LoadedModel> =>
  formatOf(descriptionPath) === 'surprisal-embedding'
    ? loadEmbeddingModel(descriptionPath, options, gate)
    : loadNeuralModel(descriptionPath, options, gate);

/** Whoever reads the whole of it says what is wrong with one that cannot be read. */
const formatOf = (path: string): unknown => {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { readonly format?: unknown } | null)?.format;
  } catch {
    return undefined;
  }
};
