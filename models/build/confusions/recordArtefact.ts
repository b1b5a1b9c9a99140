import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What manifest.json says of an artefact, beside what its bytes say. */
export interface ArtefactDescription {
  readonly id: string;
  readonly kind: string;
  readonly licence: string;
  readonly origin: string;
  readonly builtWith: string;
}

/** Puts an artefact's entry into the manifest of its folder, in the place of an older one. */
export function recordArtefact(path: string, description: ArtefactDescription): void {
  const manifestPath = join(dirname(path), 'manifest.json');
  const entries = JSON.parse(readFileSync(manifestPath, 'utf8')) as { readonly id: string }[];
  const bytes = readFileSync(path);
  const { id, kind, ...origin } = description;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const entry = { id, file: basename(path), kind, sha256, bytes: bytes.length, ...origin };
  const others = entries.filter((other) => other.id !== id);
  writeFileSync(manifestPath, `${JSON.stringify([...others, entry], null, 2)}\n`);
}
