import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromChild, ToChild } from './messages';

export interface ProcessListener {
  onMessage(message: FromChild): void;
  /** It is gone; called once. `lastLine` is the last that it wrote to standard error. */
  onExit(how: string, lastLine: string): void;
}

/** From the sources the child is a source too; the bundles lie in folders beside its own. */
const childPath = (): string => {
  const own = fileURLToPath(import.meta.url);
  return own.endsWith('.ts')
    ? fileURLToPath(new URL('./child.ts', import.meta.url))
    : fileURLToPath(new URL('../inference/child.cjs', import.meta.url));
};

/** What the child computes with lies outside of V8's heap; a small nursery keeps what is dead there from piling up (30 MB during a tree of 500 tokens). */
const SMALL_NURSERY = '--max-semi-space-size=1';

/** A source needs the loader of TypeScript that this process was started with, but not its port for a debugger: two cannot have it. */
const argumentsFor = (path: string): string[] => [
  SMALL_NURSERY,
  ...(path.endsWith('.ts') ? process.execArgv.filter((argument) => !argument.startsWith('--inspect')) : []),
];

/** How long a process that was asked to end may take. */
const END_WITHIN_MS = 2000;

/**
 * The process that runs the model, as its parent sees it. Node's channel is its lifeline: when this process ends, in whatever way, the
 * channel closes and the child ends too.
 */
export class ModelProcess {
  private readonly child: ChildProcess;
  private lastLine = '';
  private gone = false;

  constructor(listener: ProcessListener, path: string = childPath()) {
    this.child = fork(path, [], {
      // Clones typed arrays and what JSON has no word for, as minus infinity.
      serialization: 'advanced',
      execArgv: argumentsFor(path),
      // What a library prints must not get between the messages of a language server.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const line = text.trimEnd().split('\n').at(-1)?.trim();
      if (line) this.lastLine = line;
    });
    this.child.on('message', (message) => {
      if (!this.gone) listener.onMessage(message as FromChild);
    });
    const ended = (how: string): void => {
      if (this.gone) return;
      this.gone = true;
      listener.onExit(how, this.lastLine);
    };
    this.child.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
    // It could not be started at all.
    this.child.on('error', (error) => ended(error.message));
    this.keepAlive(false);
  }

  get id(): number | undefined {
    return this.child.pid;
  }

  send(message: ToChild): void {
    // A channel that has just closed is told by the exit.
    if (this.child.connected) this.child.send(message, () => {});
  }

  /** Whether this process has to wait for the other one: only while it works for somebody. */
  keepAlive(wanted: boolean): void {
    const { child } = this;
    const pipe = child.stderr as (NodeJS.ReadableStream & { ref?(): void; unref?(): void }) | null;
    for (const part of [child, child.channel, pipe]) wanted ? part?.ref?.() : part?.unref?.();
  }

  /** Asks it to end, and ends it when it does not. */
  end(): void {
    if (this.child.connected) this.child.disconnect();
    setTimeout(() => this.kill(), END_WITHIN_MS).unref();
  }

  kill(): void {
    if (!this.gone) this.child.kill('SIGKILL');
  }
}
