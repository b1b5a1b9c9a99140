// After `npm ci`: takes other platforms' binaries away, which are half of what it installs. Packing gets them anew.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const nativePackages = JSON.parse(readFileSync(join(here, 'nativePackages.json'), 'utf8'));

/** Of the folders in `folder`, keeps the one named. */
const keep = (folder, kept) => {
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name !== kept) rmSync(join(folder, name), { recursive: true });
};

for (const [name, binaries] of Object.entries(nativePackages)) {
  const folder = join(here, '../../node_modules', name, binaries);
  keep(folder, process.platform);
  keep(join(folder, process.platform), process.arch);
}
