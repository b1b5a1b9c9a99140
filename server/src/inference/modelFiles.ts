import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { shippedModelsFolder } from '../platform/modelFolders';
import { reasonOf, UnavailableError } from './inferenceErrors';

export const fileSchema = z.looseObject({
  /** In the folder of the description. */
  file: z.string(),
  role: z.enum(['body', 'head', 'decoder', 'encoder', 'tokenizer', 'boundaries', 'weights', 'prefix', 'config']),
  bytes: z.int(),
  /** Hexadecimal. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Of a prefix. */
  name: z.optional(z.string()),
  /** Of a prefix. */
  tokens: z.optional(z.array(z.int())),
  /** Of a prefix: what joins a text to it. */
  lead: z.optional(z.string()),
});

const descriptionSchema = z.looseObject({
  format: z.literal('surprisal-causal-lm'),
  version: z.literal(1),
  endOfText: z.optional(z.int()),
  files: z.array(fileSchema),
});

/**
 * What a model's `.model.json` says of it: the converter in models/build/smollm2 writes it, and `surprisal models import`. A model is either of our
 * own form, a body and a head with all that belongs to them, or one decoder as others export it.
 */
export type ModelDescription = z.infer<typeof descriptionSchema>;
type FileEntry = z.infer<typeof fileSchema>;

export interface ModelFiles {
  /** The description's name without its ending. */
  readonly id: string;
  readonly description: ModelDescription;
  /** Whether it is one graph, as others export it. */
  readonly isExported: boolean;
  /** Absolute, of the first file of a role. */
  pathOf(role: FileEntry['role']): string;
  /** The first of a name; without that name, the first of all. */
  prefix(name: string): {
    readonly path: string;
    readonly tokens: readonly number[];
    readonly lead: string | undefined;
  };
}

const ownRoles = ['body', 'head', 'tokenizer', 'boundaries', 'prefix'] as const;
const exportedRoles = ['decoder', 'tokenizer'] as const;

export const shippedModelId = 'smollm2-135m';

/** Where the description of the model lies that came with the program. */
export const shippedModelPath = (): string => join(shippedModelsFolder(), `${shippedModelId}.model.json`);

/**
 * Reads a model's description; its files are not looked at.
 * @throws UnavailableError that names the description
 */
export const readModelFiles = (path: string): ModelFiles => {
  const description = readDescription(path, descriptionSchema);
  const folder = dirname(path);
  const entryOf = (role: FileEntry['role']) => description?.files.find((entry) => entry.role === role);
  const isExported = entryOf('decoder') !== undefined;
  const needed = isExported ? exportedRoles : ownRoles;
  if (description === undefined || needed.some((role) => entryOf(role) === undefined))
    throw new UnavailableError('files', reasonOf('The file {0} describes no model; install the model again.', path));
  return {
    id: basename(path).replace(/\.model\.json$/, ''),
    description,
    isExported,
    pathOf: (role) => join(folder, entryOf(role)!.file),
    prefix: (name) => {
      const prefixes = description.files.filter(({ role }) => role === 'prefix');
      const { file, tokens = [], lead } = prefixes.find((entry) => entry.name === name) ?? prefixes[0]!;
      return { path: join(folder, file), tokens, lead };
    },
  };
};

/**
 * A description as its schema says; undefined when it says something else.
 * @throws UnavailableError that names the file when it cannot be read
 */
export const readDescription = <Schema extends z.ZodMiniType<{ readonly files: readonly FileEntry[] }>>(
  path: string,
  schema: Schema,
): z.infer<Schema> | undefined => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UnavailableError('files', reasonOf('The model file {0} is missing; install the model again.', path));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  // A model from elsewhere must not name files outside of its folder.
  return parsed.success && parsed.data.files.every(({ file }) => basename(file) === file && !file.includes('\\'))
    ? parsed.data
    : undefined;
};

/**
 * Compares every file with its description: sizes first, then contents, 100 MB in 0.15 s. To read them in order also brings them into
 * the system's cache in the way that disks like best.
 * @throws UnavailableError that names the first file that is missing, cut short or changed
 */
export const verifyModelFiles = ({ files }: { readonly files: readonly FileEntry[] }, folder: string): void => {
  for (const { file, bytes } of files) {
    const path = join(folder, file);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true)
      throw new UnavailableError('files', reasonOf('The model file {0} is missing; install the model again.', path));
    if (stats.size !== bytes)
      throw new UnavailableError(
        'files',
        reasonOf(
          'The model file {0} has {1} bytes instead of {2}; install the model again.',
          path,
          String(stats.size),
          String(bytes),
        ),
      );
  }
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (const { file, sha256 } of files) {
    const path = join(folder, file);
    if (sha256Of(path, buffer) !== sha256)
      throw new UnavailableError(
        'files',
        reasonOf('The model file {0} has been changed or damaged; install the model again.', path),
      );
  }
};

const sha256Of = (path: string, buffer: Buffer): string => {
  const hash = createHash('sha256');
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
};
