// Compiles trainingKernel.wat into trainingKernelBytes.ts: node server/src/learning/word2vec/buildTrainingKernel.mjs
// The bytes are checked in so that the sources run without a build; a test compiles the text again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const source = join(import.meta.dirname, 'trainingKernel.wat');
const { parseWat } = await wabt();
const features = { simd: true, threads: true };
const parsed = parseWat(source, readFileSync(source, 'utf8'), features);
parsed.validate(features);
const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}',`);
writeFileSync(
  join(import.meta.dirname, 'trainingKernelBytes.ts'),
  `/** trainingKernel.wat as buildTrainingKernel.mjs compiles it, in base64. */
export const trainingKernelBytes = [
${lines.join('\n')}
].join('');
`,
);
