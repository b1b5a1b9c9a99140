import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod/mini';
import { systemMessage } from './documentFile';

const entrySchema = z.looseObject({
  id: z.string(),
  /** Relative to the manifest. */
  file: z.string(),
  kind: z.string(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  bytes: z.int(),
  licence: z.string(),
  origin: z.string(),
});

/** One artefact as a manifest describes it; fields beyond these are kept. */
export type ModelEntry = z.infer<typeof entrySchema>;

export const manifestFileName = 'manifest.json';

/** A manifest that cannot be used; the message is one line and names it. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * Reads a folder's manifest; a folder without one holds no models.
 * @throws ManifestError
 */
export const readManifest = (folder: string): readonly ModelEntry[] => {
  const path = join(folder, manifestFileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ManifestError(`${path}: ${systemMessage(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ManifestError(`${path}: not valid JSON; install the program anew, or move the file away`);
  }
  const parsed = z.array(entrySchema).safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new ManifestError(`${path}: not a manifest ("${where}" is missing or wrong)`);
};

/** SHA-256 of a file in hexadecimal, read as a stream. */
export const fileSha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

export type Verification = 'ok' | 'missing' | 'wrong size' | 'wrong content';

/** Compares an artefact with its manifest entry. */
export const verifyModel = async (folder: string, entry: ModelEntry): Promise<Verification> => {
  const path = join(folder, entry.file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return 'missing';
  if (stats.size !== entry.bytes) return 'wrong size';
  return (await fileSha256(path)) === entry.sha256 ? 'ok' : 'wrong content';
};
