/**
 * Compiles models/spelling-errors-en.json, which train.py makes, to models/spelling-errors-en.bin, which is read without parsing:
 * `npx tsx models/build/errorModel/compile.ts MODELS`. The same rules give the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseErrorModel } from '../../../server/src/proofreading/spelling/errorModel';
import { writeErrorModel } from '../../../server/src/proofreading/spelling/errorModelFile';
import { recordArtefact } from '../recordArtefact';

const [modelsFolder] = process.argv.slice(2);
if (modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/errorModel/compile.ts MODELS');
  process.exit(2);
}
const path = join(modelsFolder, 'spelling-errors-en.bin');
writeFileSync(path, writeErrorModel(parseErrorModel(readFileSync(path.replace(/bin$/, 'json'), 'utf8'))));
recordArtefact(path, {
  id: 'spelling-errors-en-compiled',
  kind: 'spelling-errors',
  licence: 'Apache-2.0 AND BSD-2-Clause',
  origin: 'The rules of spelling-errors-en.json as they are looked up',
  builtWith: 'models/build/errorModel/compile.ts',
});
