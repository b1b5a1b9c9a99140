import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './program';

/** System calls that leave the machine, or could: sockets of the internet families, and connections to anything. */
const reachesOut = /\bsocket\(AF_INET6?\b|\b(?:connect|sendto|sendmsg)\([^)]*sa_family=|\bbind\([^)]*AF_INET/;

/** A command run under strace with all its children. */
export class NetworkTrace {
  readonly #file = join(folderWith(), 'strace');

  /** Why nothing can be traced here; undefined where it can. */
  static unavailable(): string | undefined {
    const { error, status, stderr } = spawnSync('strace', ['-f', '-e', 'trace=none', 'true'], { encoding: 'utf8' });
    if (error) return 'strace is not installed';
    return status === 0 ? undefined : `tracing is refused: ${stderr.trim()}`;
  }

  /** The command line that runs `command` and writes down its calls. */
  wrap(command: readonly string[]): readonly [string, ...string[]] {
    return ['strace', '-f', '-qq', '-e', 'trace=network', '-o', this.#file, '--', ...command];
  }

  /** The calls that reach out, once the command has ended. */
  callsOut(): readonly string[] {
    return readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter((line) => reachesOut.test(line));
  }
}
