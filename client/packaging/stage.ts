import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import nativeFolders from './nativePackages.json';
import type { Target } from './targets';

interface Manifest {
  readonly [key: string]: unknown;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The bundles hold every library but these, which read files of their own at run time. */
const unbundled = ['@vscode/tree-sitter-wasm'];
/** Those with native code, and where it lies inside them: `<folder>/<platform>/<arch>`. */
const nativePackages: Readonly<Record<string, string>> = nativeFolders;
/** Libraries that only these native packages ask for at run time. */
const nativeCompanions = ['onnxruntime-common'];

/** Keys of package.json that say something to npm and nothing to VS Code. */
const npmOnly = [
  ...['private', 'bin', 'files', 'scripts', 'mocha', 'c8'],
  ...['dependencies', 'devDependencies', 'overrides', 'allowScripts'],
];

/** Folders and files of the checkout that .vscodeignore chooses from. */
const sources = [
  'dist/client',
  'dist/inference',
  'dist/learning',
  'dist/search',
  'dist/server',
  'models',
  'client/l10n',
  'client/media',
  'client/schemas',
];
/** Where packages lie: the product's, which keep this machine's binaries alone, and those that packing installs, with everybody's. */
const installations = ['.', 'client/packaging'];
const pages = ['README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES', '.vscodeignore'];

/**
 * Lays out in `folder` the extension as it is packed for a target: the bundles, the models, a manifest without what only npm reads,
 * its translations at the root where VS Code looks for them, and of native code one platform's.
 */
export function stage(root: string, folder: string, target: Target): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of [...sources, ...pages]) {
    if (!existsSync(join(root, source))) continue;
    // The models' build scripts keep corpora beside them.
    const built = join(root, 'models', 'build');
    cpSync(join(root, source), join(folder, source), { recursive: true, filter: (path) => path !== built });
  }
  const translations = join(folder, 'client/l10n');
  for (const name of existsSync(translations) ? readdirSync(translations) : []) {
    if (/^package\.nls(\..+)?\.json$/.test(name)) cpSync(join(translations, name), join(folder, name));
  }

  if (!target.native) leaveNeuralModelsOut(join(folder, 'models'));
  leavePicturesOut(join(folder, 'README.md'));

  const manifest = readManifest(root);
  const installed = manifest.dependencies ?? {};
  const packages = [
    ...unbundled,
    ...(target.native ? [...Object.keys(nativePackages), ...nativeCompanions] : []),
  ].filter(
    (name) => existsSync(join(root, 'node_modules', name)) && (name in installed || nativeCompanions.includes(name)),
  );
  for (const name of packages) stagePackage(root, folder, name, packages, target);
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !npmOnly.includes(key)));
  writeJson(join(folder, 'package.json'), {
    ...kept,
    engines: { vscode: manifest.engines['vscode'] },
    dependencies: versionsOf(folder, packages),
  });
}

/** What only native code can run: each model's description names its files. */
function leaveNeuralModelsOut(models: string): void {
  const descriptions = readdirSync(models).filter((name) => name.endsWith('.model.json'));
  const named = descriptions.flatMap((name) => {
    const { files } = JSON.parse(readFileSync(join(models, name), 'utf8')) as { files: readonly { file: string }[] };
    return [name, ...files.map(({ file }) => file)];
  });
  for (const name of named) rmSync(join(models, name));
  const path = join(models, 'manifest.json');
  const entries = JSON.parse(readFileSync(path, 'utf8')) as readonly { file: string }[];
  writeJson(
    path,
    entries.filter(({ file }) => !named.includes(file)),
  );
}

/** VS Code shows no picture that lies in the package, so the page would have gaps where they stand. */
function leavePicturesOut(page: string): void {
  if (!existsSync(page)) return;
  const picture = /^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n?/gm;
  writeFileSync(page, readFileSync(page, 'utf8').replace(picture, ''));
}

function stagePackage(root: string, folder: string, name: string, packages: readonly string[], target: Target): void {
  const to = join(folder, 'node_modules', name);
  const binaries = nativePackages[name];
  const from = join(root, 'node_modules', name);
  cpSync(from, to, {
    recursive: true,
    filter: (path) => {
      const inside = relative(from, path);
      if (inside.split(sep).includes('node_modules')) return false;
      return !binaries || relative(join(from, binaries), path).startsWith('..');
    },
  });
  if (binaries && target.native)
    stageBinaries(root, to, name, join(binaries, target.native.platform, target.native.arch));
  // What it only asks for when npm installs it is not there, and vsce would miss it.
  const manifest = readManifest(to);
  const { scripts: _scripts, devDependencies: _development, dependencies = {}, ...kept } = manifest;
  const present = Object.entries(dependencies).filter(([dependency]) => packages.includes(dependency));
  writeJson(join(to, 'package.json'), { ...kept, dependencies: Object.fromEntries(present) });
}

/** @param inside where in the package one platform's binaries lie */
function stageBinaries(root: string, to: string, name: string, inside: string): void {
  const { version } = readManifest(to);
  const from = installations
    .map((installation) => join(root, installation, 'node_modules', name))
    .find((folder) => existsSync(join(folder, inside)) && readManifest(folder)['version'] === version);
  if (!from) throw new Error(`${name} ${String(version)} is not installed with ${inside}.`);
  cpSync(join(from, inside), join(to, inside), {
    recursive: true,
    // The library under its full version, once more: the binding asks for `libonnxruntime.1.dylib`.
    filter: (path) => !/libonnxruntime\.\d+\.\d+\.\d+\.dylib$/.test(path),
  });
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function versionsOf(folder: string, packages: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    packages.map((name) => [name, String(readManifest(join(folder, 'node_modules', name))['version'])]),
  );
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
