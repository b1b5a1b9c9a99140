import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The part of `@vscode/vsce` that is used. */
export interface Vsce {
  listFiles(options: { cwd: string }): Promise<string[]>;
  createVSIX(options: {
    cwd: string;
    packagePath: string;
    target?: string;
    /** The project names no public repository yet, so there is nothing to point links of the README to. */
    allowMissingRepository: boolean;
    rewriteRelativeLinks: boolean;
    skipLicense: boolean;
  }): Promise<void>;
}

/** Loads vsce from the manifest beside this file. What that names is installed first where it is not there in the versions named. */
export function loadVsce(): Vsce {
  const here = import.meta.dirname;
  const wanted = Object.entries(readJson(join(here, 'package.json'))['dependencies'] as Record<string, string>);
  const isInstalled = ([name, version]: readonly [string, string]): boolean => {
    const path = join(here, 'node_modules', name, 'package.json');
    return existsSync(path) && readJson(path)['version'] === version;
  };
  if (!wanted.every(isInstalled)) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: here,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  }
  return createRequire(join(here, 'package.json'))('@vscode/vsce') as Vsce;
}

const readJson = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
