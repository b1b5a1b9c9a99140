import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stage } from './stage';
import type { Target } from './targets';
import { loadVsce } from './vsce';

export interface PackOptions {
  /** The checkout, built. */
  readonly root: string;
  /** Where the extension is laid out; what is there is removed. */
  readonly staging: string;
  readonly out: string;
  readonly target: Target;
}

/** Lays out and packs the extension for a target. Gives the path of the VSIX. */
export async function packVsix({ root, staging, out, target }: PackOptions): Promise<string> {
  // First: it installs what a package for another platform is laid out with.
  const vsce = loadVsce();
  stage(root, staging, target);
  const { version } = JSON.parse(readFileSync(join(staging, 'package.json'), 'utf8')) as { version: string };
  const packagePath = join(out, `surprisal-${version}-${target.name}.vsix`);
  await vsce.createVSIX({
    cwd: staging,
    packagePath,
    ...(target.native ? { target: target.name } : {}),
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    skipLicense: false,
  });
  return packagePath;
}
