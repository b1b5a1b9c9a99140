import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually';

const programIn = (packages: string, name: string): string => join(packages, 'pgserver', 'pginstall', 'bin', name);

/** PostgreSQL with pgvector as PyPI's pgserver brings it, installed by `npm run test:postgres`; undefined where it is not. */
const installed = ((libraries) =>
  (existsSync(libraries) ? readdirSync(libraries) : [])
    .map((python) => join(libraries, python, 'site-packages'))
    .find((folder) => existsSync(programIn(folder, 'postgres'))))(resolve('test/postgres/venv/lib'));

/** PostgreSQL does not run as root: there it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

/** A real PostgreSQL with pgvector, on a port of this machine and with data of its own. Its superuser is `postgres`. */
export class PostgresServer {
  static readonly password = 's3cret/p@ss';
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly packages: string,
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** Skips a suite by name where there is no server to run it on. */
  static required(suite: Mocha.Context): void {
    if (installed !== undefined) return;
    console.log('== SKIPPED: PostgreSQL; its server is installed by python3 with venv and pip');
    suite.skip();
  }

  /** @param settings lines of postgresql.conf */
  static async start(settings: readonly string[] = []): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-postgres-'));
    chmodSync(folder, 0o755);
    // Nobody may not be let into the project's folder.
    const packages = nobody.uid === undefined ? installed! : join(folder, 'packages');
    if (packages !== installed)
      for (const name of ['pgserver', 'pgserver.libs'])
        cpSync(join(installed!, name), join(packages, name), { recursive: true, verbatimSymlinks: true });
    const data = join(folder, 'data');
    const password = join(folder, 'password');
    writeFileSync(password, PostgresServer.password);
    if (nobody.uid !== undefined) for (const path of [folder, password]) chownSync(path, nobody.uid, nobody.gid);
    const options = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${password}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ];
    execFileSync(programIn(packages, 'initdb'), options, { ...nobody, stdio: ['ignore', 'ignore', 'inherit'] });
    const server = new PostgresServer(folder, packages, await freePort(), settings);
    await server.run();
    return server;
  }

  async run(): Promise<void> {
    const options = ['-D', join(this.folder, 'data'), '-p', String(this.port), '-h', '127.0.0.1', '-k', ''];
    const settings = this.settings.flatMap((setting) => ['-c', setting]);
    const child = spawn(programIn(this.packages, 'postgres'), [...options, ...settings], {
      ...nobody,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process = child;
    let log = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    await eventually('a server that accepts connections', () => {
      if (child.exitCode !== null) throw new Error(log);
      return log.includes('ready to accept connections');
    });
  }

  /** As if the machine were switched off: clients lose their connection, and what was committed is there afterwards. */
  async kill(): Promise<void> {
    const { process: child } = this;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGQUIT');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  address(user = 'postgres', database = 'postgres'): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}`;
  }
}
