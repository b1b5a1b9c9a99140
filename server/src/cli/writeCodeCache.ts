// The last step of the build: checks what comes on standard input, so that V8 compiles what a check needs, and keeps the outcome.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as program from './program';
import { codeCachePath, loadBundle } from './programBundle';

const bundle = join(__dirname, 'program.js');
const { exports, script } = loadBundle(bundle);
void (exports as typeof program)
  .runProgram(['check', '--no-config', '--exit-zero', '--stdin-path', 'sample.md', '-'], {
    startLanguageServer: () => Promise.reject(new Error('not asked for')),
  })
  .then(() => {
    writeFileSync(codeCachePath(bundle), script.createCachedData());
    // A check that fails, on a tree whose models are in the making, makes a smaller cache; it is no reason to have no program.
    process.exitCode = 0;
  });
