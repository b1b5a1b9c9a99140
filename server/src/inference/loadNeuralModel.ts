import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CausalLanguageModel } from '../lm/languageModel';
import type { StoredPrefix } from '../lm/neural/keyValueCache';
import { NeuralLanguageModel } from '../lm/neural/neuralLanguageModel';
import type { TensorSession } from '../lm/neural/tensorSession';
import { SubwordTokenizer } from '../lm/neural/tokenizer';
import type { RunGate } from './childServer';
import type { LoadOptions } from './messages';
import { type ModelFiles, readModelFiles, verifyModelFiles } from './modelFiles';
import { gated, openGraph, unusable } from './modelGraph';
import { neuralReasons } from './modelReasons';

/**
 * Reads and checks a model's files and opens its graphs.
 * @throws UnavailableError for files that are missing, damaged or no model, and where there is no runtime
 */
export const loadNeuralModel = async (
  descriptionPath: string,
  { threads, prefix = 'text' }: LoadOptions,
  gate: RunGate,
): Promise<CausalLanguageModel> => {
  const files = readModelFiles(descriptionPath);
  verifyModelFiles(files.description, dirname(descriptionPath));
  const open = (role: 'body' | 'head' | 'decoder'): Promise<TensorSession> =>
    openGraph(files.pathOf(role), { threads }, neuralReasons);
  const graphs = files.isExported
    ? { decoder: await open('decoder') }
    : { head: await open('head'), body: await open('body'), prefix: storedPrefix(files, prefix) };
  let tokenizer: SubwordTokenizer;
  try {
    tokenizer = new SubwordTokenizer(JSON.parse(readFileSync(files.pathOf('tokenizer'), 'utf8')));
  } catch (error) {
    throw unusable(error, files.pathOf('tokenizer'));
  }
  const { id } = files;
  try {
    if (!('decoder' in graphs)) {
      const { head, body, prefix } = graphs;
      return new NeuralLanguageModel({ id, tokenizer, head: gated(head, gate), body: gated(body, gate), prefix });
    }
    await tryDecoder(id, graphs.decoder, tokenizer);
    return new NeuralLanguageModel({ id, tokenizer, decoder: gated(graphs.decoder, gate) });
  } catch (error) {
    throw unusable(error, files.isExported ? files.pathOf('decoder') : descriptionPath);
  }
};

/**
 * One run of a decoder that somebody else exported: what fits by its names may still not run, or belong to another tokenizer.
 * @throws Error in one line
 */
const tryDecoder = async (id: string, decoder: TensorSession, tokenizer: SubwordTokenizer): Promise<void> => {
  let width = 0;
  const noting: TensorSession = {
    inputNames: decoder.inputNames,
    outputNames: decoder.outputNames,
    inputShapes: decoder.inputShapes,
    run: async (feeds, fetches) => {
      const results = await decoder.run(feeds, fetches);
      width = results['logits']?.dims.at(-1) ?? 0;
      return results;
    },
    release: () => decoder.release(),
  };
  const [score] = await new NeuralLanguageModel({ id, decoder: noting, tokenizer }).score(['The end.']);
  if (width < tokenizer.size)
    throw new Error(`its logits are of ${width} tokens, and the tokenizer has ${tokenizer.size}`);
  if (!Number.isFinite(score!.logProbability)) throw new Error('a run of it gave no numbers');
};

const storedPrefix = (files: ModelFiles, name: string): StoredPrefix => {
  const { path, tokens, lead } = files.prefix(name);
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return { tokens, lead, values: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)) };
};
