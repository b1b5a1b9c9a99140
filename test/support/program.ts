import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The built program, as `npm ci` leaves it. */
export const programPath = resolve('dist/cli/main.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The environment of every run: no colours asked for, no dictionary of whoever runs the tests. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => {
  const {
    FORCE_COLOR: _force,
    NO_COLOR: _no,
    SURPRISAL_DEBUG: _debug,
    GITHUB_WORKSPACE: _workspace,
    ...rest
  } = process.env;
  return { ...rest, XDG_DATA_HOME: join(tmpdir(), 'surprisal-no-such-folder') };
};

/** A check is made by n-grams alone and an index without vectors unless they say otherwise: to load a neural model takes seconds. */
const withModel = (parameters: readonly string[]): readonly string[] => {
  const [command = ''] = parameters;
  if (command === 'check' && !parameters.includes('--model')) return [...parameters, '--model', 'ngram'];
  if (['index', 'search', 'related'].includes(command) && !parameters.includes('--embedding-model'))
    return [command, '--embedding-model', 'none', ...parameters.slice(1)];
  return parameters;
};

/** Runs the program to its end. */
export const surprisal = (parameters: readonly string[], { cwd, input, environment }: RunOptions = {}): Run => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [programPath, ...withModel(parameters)], {
    cwd,
    input: input ?? '',
    env: { ...cleanEnvironment(), ...environment },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: status, stdout, stderr };
};

/** The objects of a run's JSON lines. */
export const records = <Type>({ stdout }: Run): readonly Type[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Type);

/** One line a message on standard error, and never a stack trace. */
export const messages = ({ stderr }: Run): readonly string[] => stderr.split('\n').filter((line) => line !== '');

/** A new folder with these files in it, removed when the tests end. */
export const folderWith = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'surprisal-test-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
};

const folders: string[] = [];

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Takes away all permissions, for tests of what cannot be read. */
export const makeUnreadable = (path: string): void => chmodSync(path, 0);
