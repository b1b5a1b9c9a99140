// Packs the extension that `npm run build` left in dist/.
// usage: npm run package -- [--target NAME]... [--all] [--out FOLDER]      without a target: this machine's
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packVsix } from './packVsix';
import { targets } from './targets';

const root = resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    all: { type: 'boolean' },
    out: { type: 'string', default: join(root, 'dist/vsix') },
  },
});

const here = `${process.platform}-${process.arch}`;
const names = options.target ?? [targets.some(({ name }) => name === here) ? here : 'universal'];
const unknown = names.find((name) => !targets.some((target) => target.name === name));
if (unknown) throw new Error(`No target ${unknown}: there are ${targets.map(({ name }) => name).join(', ')}.`);
const chosen = options.all ? targets : targets.filter(({ name }) => names.includes(name));

mkdirSync(options.out, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'surprisal-package-'));
let tooLarge = false;
try {
  for (const target of chosen) {
    const path = await packVsix({ root, staging: join(scratch, target.name), out: options.out, target });
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    const { size } = statSync(path);
    console.log(`${path}  ${megabytes(size)} MB of at most ${megabytes(target.limit)}`);
    tooLarge ||= size > target.limit;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (tooLarge) {
  console.error('A package is larger than it may be.');
  process.exitCode = 1;
}
