import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What there is none of, or that git failed. */
export type RepositoryProblem = 'noGit' | 'noRepository' | 'noCommit' | 'failed';

/** A git command that did not do what was asked; the message is one line for the user. */
export class RepositoryError extends Error {
  override readonly name = 'RepositoryError';

  constructor(
    message: string,
    readonly problem: RepositoryProblem = 'failed',
  ) {
    super(message);
  }
}

const argumentsFor = (directory: string, parameters: readonly string[]): string[] => [
  ...['-C', directory, '-c', 'core.quotePath=false'],
  ...parameters,
];

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' });

/** What a git command prints. @throws what Node says of a program that fails, with its `stderr` */
export const git = async (directory: string, ...parameters: readonly string[]): Promise<string> => {
  const { stdout } = await run('git', argumentsFor(directory, parameters), {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    windowsHide: true,
    env: environment(),
  });
  return stdout;
};

export interface GitStream {
  /** The command is ended when it is aborted, and what it has printed so far is all. */
  readonly signal: AbortSignal;
  onText(text: string): void;
}

/** Runs a git command whose text is read while it comes. @throws RepositoryError where it fails by itself */
export const streamGit = async (
  directory: string,
  parameters: readonly string[],
  { signal, onText }: GitStream,
): Promise<void> => {
  const child = spawn('git', argumentsFor(directory, parameters), {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    env: environment(),
  });
  const stop = () => child.kill();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!signal.aborted) onText(text);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0 && !signal.aborted)
      throw new RepositoryError(
        `git ${parameters.find((one) => /^[a-z-]+$/.test(one) && !one.startsWith('-'))} failed: ${reasonOfGit({ stderr: errors })}`,
      );
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** What git said of why it failed, in one line. */
export const reasonOfGit = (error: unknown): string => {
  const { stderr, message } = error as Error & { stderr?: string };
  return firstLine(stderr || message).replace(/^fatal: /, '');
};

export const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
