// Runs the editor suites in every VS Code that can be had here.
// usage: npm run test:editor -- [--vsix FILE] [--launcher code-server|desktop] [--suite trusted|restricted] [--grep PATTERN] [--media FOLDER]
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { codeServer } from './launch/codeServer';
import { desktop } from './launch/desktop';
import { type Launcher, Unavailable } from './launch/launch';
import { grepVariable } from './windowRequest';

const here = import.meta.dirname;

const { values: options } = parseArgs({
  options: {
    vsix: { type: 'string' },
    launcher: { type: 'string' },
    suite: { type: 'string' },
    grep: { type: 'string' },
    /** Where the pictures go; without it they are thrown away with the rest. */
    media: { type: 'string' },
  },
});

const { engines, version } = JSON.parse(readFileSync(join(here, '../../package.json'), 'utf8')) as {
  engines: { vscode: string };
  version: string;
};
const packed = `dist/vsix/surprisal-${version}-${process.platform}-${process.arch}.vsix`;
const vsix = resolve(options.vsix ?? join(here, '../..', packed));
if (!existsSync(vsix)) throw new Error(`There is no ${vsix}: npm run package makes it.`);
const launchers: readonly Launcher[] = [codeServer, desktop(engines.vscode.replace('^', '')), desktop('stable')].filter(
  ({ name }) => !options.launcher || (options.launcher === 'code-server') === (name === 'code-server'),
);
/** Each is a folder of tests and a way to open the window. */
const suites = [
  { name: 'trusted', folder: 'suite', trusted: true },
  { name: 'restricted', folder: 'restricted', trusted: false },
].filter(({ name }) => !options.suite || options.suite === name);

const dependencies = install();
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'surprisal-editor-')));
let failed = false;

for (const launcher of launchers) {
  for (const { name, folder, trusted } of suites) {
    const title = `${launcher.name}, ${name} workspace`;
    const run = join(scratch, `${launcher.name}-${name}`.replaceAll(' ', '-'));
    console.log(`== ${title}`);
    try {
      const workspace = join(run, 'workspace');
      cpSync(join(here, 'workspace'), workspace, { recursive: true });
      cpSync(join(here, 'runner'), join(run, 'runner'), { recursive: true });
      await bundle(join(here, folder), join(run, 'suite'));
      const passed = await launcher.launch({
        dependencies,
        vsix,
        runner: join(run, 'runner'),
        suite: join(run, 'suite/index.js'),
        workspace,
        state: join(run, 'state'),
        trusted,
        pictures: options.media ? resolve(options.media) : join(run, 'pictures'),
        environment: {
          // The dictionaries of whoever runs the tests are none of theirs.
          XDG_DATA_HOME: join(run, 'data'),
          ...(options.grep ? { [grepVariable]: options.grep } : {}),
        },
      });
      if (!passed) {
        failed = true;
        console.log(`== FAILED: ${title}; what it left lies in ${run}`);
      }
    } catch (error) {
      if (error instanceof Unavailable) console.log(`== SKIPPED: ${title}: ${error.message}`);
      else {
        failed = true;
        console.log(`== FAILED: ${title}; what it left lies in ${run}`);
        console.error(error);
      }
    }
  }
}

if (!failed) rmSync(scratch, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

function install(): string {
  const { status, stdout } = spawnSync(join(here, 'install.sh'), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 3) {
    console.log('== SKIPPED: the editor suite: Chromium and ripgrep are not here and cannot be installed');
    process.exit(0);
  }
  if (status !== 0) process.exit(1);
  return stdout.trim();
}

/** One CommonJS file for each test file: VS Code before 1.100 loads nothing else. */
async function bundle(folder: string, outdir: string): Promise<void> {
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: [join(here, 'support/index.ts'), ...tests.map((name) => join(folder, name))],
    outdir,
    entryNames: '[name]',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
  });
}
