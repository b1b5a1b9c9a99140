import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ModelDescription } from '../../inference/modelFiles';
import { systemMessage } from '../../platform/documentFile';
import { CommandError } from '../commandError';
import { type EmbeddingFacts, isEmbeddingFolder, readEmbeddingFacts } from './embeddingFolder';
import { readJson } from './jsonFile';

type FileRole = ModelDescription['files'][number]['role'];

/** A neural model as it lies in somebody's folder. */
export interface ModelFolder {
  /** What it is called where it comes from. */
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly role: FileRole }[];
  /** The converter's own description; absent for exported decoders. */
  readonly descriptionPath?: string;
  readonly kind: 'causal-lm' | 'embedding';
  /** Of an embedding model without a description. */
  readonly embedding?: EmbeddingFacts;
}

/** Where Optimum, Transformers.js and sentence-transformers put a graph, the exact one first. */
const graphPlaces = [
  'model.onnx',
  'onnx/model.onnx',
  'decoder_model_merged.onnx',
  'onnx/decoder_model_merged.onnx',
  'decoder_with_past_model.onnx',
  'model_quantized.onnx',
  'onnx/model_quantized.onnx',
];

/**
 * The files of a neural model in a folder: what a convert.py under models/build wrote, a decoder that was exported in the layout of
 * Optimum and Transformers.js, or an embedding model in that of sentence-transformers.
 * @throws CommandError that names what is missing
 */
export const readModelFolder = (folder: string): ModelFolder => {
  const names = readdirSync(folder);
  const descriptions = names.filter((name) => name.endsWith('.model.json'));
  if (descriptions.length > 1)
    throw new CommandError(`${folder}: holds several models (${descriptions.join(', ')}); put each into a folder`);
  if (descriptions.length === 1) {
    const descriptionPath = join(folder, descriptions[0]!);
    return {
      name: basename(descriptionPath, '.model.json'),
      files: [],
      descriptionPath,
      kind: kindOf(descriptionPath),
    };
  }
  const graph = graphIn(folder, names);
  const tokenizer = join(folder, 'tokenizer.json');
  if (!existsSync(tokenizer))
    throw new CommandError(`${folder}: has no tokenizer.json; export the model together with its tokenizer`);
  const config = join(folder, 'config.json');
  const embedding = isEmbeddingFolder(names) ? readEmbeddingFacts(folder) : undefined;
  return {
    name: basename(folder),
    kind: embedding === undefined ? 'causal-lm' : 'embedding',
    ...(embedding !== undefined && { embedding }),
    files: [
      { path: graph, role: embedding === undefined ? 'decoder' : 'encoder' },
      { path: tokenizer, role: 'tokenizer' },
      ...weightsOf(graph).map((path) => ({ path, role: 'weights' as const })),
      ...(existsSync(config) ? [{ path: config, role: 'config' as const }] : []),
    ],
  };
};

/** Whoever reads the whole description says what is wrong with it. */
const kindOf = (descriptionPath: string): ModelFolder['kind'] => {
  const { format } = (readJson(descriptionPath) ?? {}) as { readonly format?: unknown };
  return format === 'surprisal-embedding' ? 'embedding' : 'causal-lm';
};

const graphIn = (folder: string, names: readonly string[]): string => {
  const known = graphPlaces.map((place) => join(folder, place)).find((path) => existsSync(path));
  if (known !== undefined) return known;
  const graphs = names.filter((name) => name.endsWith('.onnx'));
  if (graphs.length === 1) return join(folder, graphs[0]!);
  throw new CommandError(
    graphs.length === 0
      ? `${folder}: holds no neural model; name a folder with model.onnx and tokenizer.json, or one that convert.py wrote`
      : `${folder}: holds several graphs (${graphs.join(', ')}); keep the one to use, or call it model.onnx`,
  );
};

/** An entry `location` of a tensor's external data: field 1 the key, field 2 the file's name (onnx.proto, StringStringEntryProto). */
const locationKey = Buffer.from('\x0a\x08location\x12', 'latin1');
const pieceBytes = 1 << 24;
/** What an entry surely fits in. */
const overlapBytes = 4096;

/**
 * The files beside a graph that hold its weights.
 * @throws CommandError where one is missing, or lies elsewhere
 */
const weightsOf = (graph: string): readonly string[] => {
  const paths: string[] = [];
  for (const name of externalNames(graph)) {
    if (basename(name) !== name || name.includes('\\'))
      throw new CommandError(`${graph}: keeps weights in "${name}", outside of its folder; export it anew`);
    const path = join(dirname(graph), name);
    if (!existsSync(path)) throw new CommandError(`${path}: no such file; ${basename(graph)} keeps weights in it`);
    paths.push(path);
  }
  return paths;
};

const externalNames = (graph: string): ReadonlySet<string> => {
  const names = new Set<string>();
  const descriptor = openSync(graph, 'r');
  try {
    const size = statSync(graph).size;
    const piece = Buffer.allocUnsafe(Math.min(size, pieceBytes + overlapBytes));
    for (let start = 0; start < size; start += pieceBytes) {
      const bytes = piece.subarray(0, readSync(descriptor, piece, 0, piece.length, start));
      for (let at = bytes.indexOf(locationKey); at >= 0; at = bytes.indexOf(locationKey, at + 1)) {
        const lengthAt = at + locationKey.length;
        const length = bytes[lengthAt] ?? 0;
        // Names of 128 bytes and more have a longer number before them; no exporter writes such.
        names.add(bytes.toString('utf8', lengthAt + 1, lengthAt + 1 + length));
      }
    }
  } catch (error) {
    throw new CommandError(`${graph}: ${systemMessage(error)}`);
  } finally {
    closeSync(descriptor);
  }
  return names;
};

/**
 * Compares what an exported model's files say of its vocabulary.
 * @throws CommandError where they contradict each other or are no JSON
 */
export const checkVocabulary = ({ files }: ModelFolder): void => {
  const pathOf = (role: FileRole) => files.find((file) => file.role === role)?.path;
  const tokenizer = readJson(pathOf('tokenizer')!) as {
    model?: { vocab?: Record<string, number> };
    added_tokens?: readonly { id: number }[];
  };
  const ids = [...Object.values(tokenizer.model?.vocab ?? {}), ...(tokenizer.added_tokens ?? []).map(({ id }) => id)];
  const size = ids.reduce((most, id) => Math.max(most, id + 1), 0);
  const config = pathOf('config');
  if (config === undefined) return;
  const { vocab_size: stated } = readJson(config) as { vocab_size?: number };
  if (typeof stated === 'number' && stated < size)
    throw new CommandError(
      `${config}: has a vocabulary of ${stated}, and tokenizer.json one of ${size}; they are of two models`,
    );
};
