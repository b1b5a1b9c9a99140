import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { EmbeddingDescription } from '../../inference/embeddingFiles';
import { CommandError } from '../commandError';
import { readJson } from './jsonFile';

/** What of an embedding model's description its files do not say. */
export type EmbeddingFacts = Pick<EmbeddingDescription, 'dimensions' | 'maximumTokens' | 'pooling' | 'prefixes'>;

/** Files by which a folder of sentence-transformers is told from one of a decoder. */
const marks = ['modules.json', '1_Pooling', 'config_sentence_transformers.json'];

export const isEmbeddingFolder = (names: readonly string[]): boolean => marks.some((name) => names.includes(name));

/** What can be done with the rows of tokens; `Normalize` is always done. */
const knownModules = ['Transformer', 'Pooling', 'Normalize'];

/** More are not read at once: passages have some hundreds. */
const mostTokens = 8192;
/** Where nothing says how many tokens the model takes. */
const usualTokens = 512;

const modulesSchema = z.array(z.looseObject({ type: z.string() }));
const poolingSchema = z.looseObject({
  word_embedding_dimension: z.optional(z.int()),
  pooling_mode: z.optional(z.string()),
});
const modelSchema = z.looseObject({
  hidden_size: z.optional(z.int()),
  max_position_embeddings: z.optional(z.int()),
});
const sentenceSchema = z.looseObject({ max_seq_length: z.optional(z.nullable(z.int())) });
const promptsSchema = z.looseObject({ prompts: z.optional(z.record(z.string(), z.nullable(z.string()))) });

/**
 * What the configuration beside a model of sentence-transformers says.
 * @throws CommandError that names the file which is missing, is no JSON or asks for what cannot be done
 */
export const readEmbeddingFacts = (folder: string): EmbeddingFacts => {
  const read = <Schema extends z.ZodMiniType>(name: string, schema: Schema): z.infer<Schema> | undefined => {
    const path = join(folder, name);
    if (!existsSync(path)) return undefined;
    const parsed = schema.safeParse(readJson(path));
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0]?.path.map(String).join('.');
    throw new CommandError(`${path}: "${where}" is missing or wrong`);
  };
  const unknown = read('modules.json', modulesSchema)
    ?.map(({ type }) => type.split('.').at(-1)!)
    .filter((type) => !knownModules.includes(type));
  if (unknown !== undefined && unknown.length > 0)
    throw new CommandError(
      `${join(folder, 'modules.json')}: has a module ${unknown[0]}; only pooled models can be imported`,
    );
  const poolingPath = join(folder, '1_Pooling', 'config.json');
  const pooling = read(join('1_Pooling', 'config.json'), poolingSchema);
  if (pooling === undefined)
    throw new CommandError(`${poolingPath}: no such file; it says how rows of tokens become one`);
  const model = read('config.json', modelSchema) ?? {};
  const dimensions = pooling.word_embedding_dimension ?? model.hidden_size;
  if (dimensions === undefined) throw new CommandError(`${poolingPath}: "word_embedding_dimension" is missing`);
  const stated = read('sentence_bert_config.json', sentenceSchema)?.max_seq_length;
  const prefixes = prefixesOf(read('config_sentence_transformers.json', promptsSchema)?.prompts ?? {});
  return {
    dimensions,
    maximumTokens: Math.min(stated ?? model.max_position_embeddings ?? usualTokens, mostTokens),
    pooling: poolingOf(pooling, poolingPath),
    ...(prefixes !== undefined && { prefixes }),
  };
};

/** By the names of older configurations, and of newer ones. */
const poolings: Readonly<Record<string, EmbeddingFacts['pooling']>> = {
  pooling_mode_cls_token: 'cls',
  pooling_mode_mean_tokens: 'mean',
  pooling_mode_max_tokens: 'max',
  pooling_mode_lasttoken: 'last',
  cls: 'cls',
  mean: 'mean',
  max: 'max',
  lasttoken: 'last',
};

const poolingOf = (config: z.infer<typeof poolingSchema>, path: string): EmbeddingFacts['pooling'] => {
  const asked =
    config.pooling_mode !== undefined
      ? [config.pooling_mode]
      : Object.entries(config).flatMap(([name, value]) =>
          name.startsWith('pooling_mode') && value === true ? [name] : [],
        );
  const [only] = asked;
  const pooling = asked.length === 1 ? poolings[only!] : undefined;
  if (pooling !== undefined) return pooling;
  throw new CommandError(
    `${path}: pools by ${asked.join(' and ') || 'nothing'}; only mean, cls, max and lasttoken can be done`,
  );
};

/** Prompts have names of each model's own; these are the ones that their authors use. */
const prefixesOf = (prompts: Readonly<Record<string, string | null>>): EmbeddingFacts['prefixes'] => {
  const named = (...names: readonly string[]) => names.map((name) => prompts[name]).find((prompt) => prompt) ?? '';
  const query = named('query', 'Query', 's2p_query', 'web_search_query');
  const passage = named('passage', 'document', 'Passage', 'Document', 'corpus');
  return query === '' && passage === '' ? undefined : { query, passage };
};
