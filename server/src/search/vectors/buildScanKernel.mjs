// Compiles scanKernel.wat into scanKernelBytes.ts: node server/src/search/vectors/buildScanKernel.mjs
// The bytes are checked in so that the sources run without a build; a test compiles the text again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const source = join(import.meta.dirname, 'scanKernel.wat');
const { parseWat } = await wabt();
const parsed = parseWat(source, readFileSync(source, 'utf8'), { simd: true });
parsed.validate();
const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}',`);
writeFileSync(
  join(import.meta.dirname, 'scanKernelBytes.ts'),
  `/** scanKernel.wat as buildScanKernel.mjs compiles it, in base64. */
export const scanKernelBytes = [
${lines.join('\n')}
].join('');
`,
);
