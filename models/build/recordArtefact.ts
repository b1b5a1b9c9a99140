import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What manifest.json says of an artefact, beside what its bytes say. Fields beyond these are kept. */
export interface ArtefactDescription {
  readonly id: string;
  readonly kind: string;
  readonly licence: string;
  readonly origin: string;
  readonly builtWith: string;
  readonly [field: string]: unknown;
}

/** Puts an artefact's entry into the manifest of its folder, in the place of an older one; entries ascend by id. */
export function recordArtefact(path: string, { id, kind, ...description }: ArtefactDescription): void {
  const manifestPath = join(dirname(path), 'manifest.json');
  const entries = existsSync(manifestPath)
    ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as readonly { readonly id: string }[])
    : [];
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = { id, file: basename(path), kind, sha256, bytes: bytes.length, ...description };
  const updated = [...entries.filter((other) => other.id !== id), entry].sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(manifestPath, `${JSON.stringify(updated, null, 2)}\n`);
}
