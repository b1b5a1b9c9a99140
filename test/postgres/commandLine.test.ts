import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PgDatabase } from '../../server/src/search/postgres/pgDatabase';
import { readAddress } from '../../server/src/search/postgres/storeAddress';
import { eventually } from '../support/eventually';
import { PostgresServer } from '../support/postgresServer';
import { cleanEnvironment, folderWith, messages, programPath, records, surprisal } from '../support/program';

interface Hit {
  readonly source: string;
  readonly path: string;
  readonly snippet: string;
}

const { password } = PostgresServer;

describe('a store that the command line names', function () {
  // Each run of the program takes a second and more of a busy machine.
  this.timeout(120_000);
  let server: PostgresServer;
  const root = folderWith({
    'docs/locks.md': '# Locks\n\nAn index has one writer. A lock that was left is taken over.\n',
    'docs/tea.md': '# Tea\n\nPour hot water on the leaves.\n',
    'src/water.ts': '// Boils water.\nexport const boil = () => 100;\n',
  });
  const home = folderWith();
  const run = (parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
    surprisal(parameters, { cwd: root, environment: { HOME: home, ...environment } });
  const withPassword = { PGPASSWORD: password };
  /** Standard error of a run that failed, in one line. */
  const complaint = (parameters: readonly string[], environment?: Readonly<Record<string, string>>): string => {
    const outcome = run(parameters, environment);
    assert.equal(outcome.code, 2, outcome.stderr);
    assert.equal(messages(outcome).length, 1, outcome.stderr);
    assert.ok(!outcome.stderr.includes(password));
    return outcome.stderr;
  };

  before(async function () {
    PostgresServer.required(this);
    server = await PostgresServer.start(['fsync=off']);
  });
  after(() => server?.stop());

  it('is filled from a folder, read only where something has changed, and searched from anywhere', () => {
    const index = ['index', '--format', 'json', '--store', server.address(), '--source', 'handbook'];
    const [first] = records<{ files: number; computed: number }>(run(index, withPassword));
    assert.deepEqual([first!.files, first!.computed], [3, 3]);
    assert.equal(records<{ computed: number }>(run(index, withPassword))[0]!.computed, 0);
    const search = (...parameters: string[]) =>
      records<Hit>(
        surprisal(['search', '--format', 'jsonl', '--store', server.address(), ...parameters], {
          cwd: folderWith(),
          environment: withPassword,
        }),
      );
    const [hit] = search('lock left');
    assert.deepEqual([hit!.source, hit!.path], ['handbook', 'docs/locks.md']);
    assert.match(hit!.snippet, /A lock that was left is taken over\./);
    const paths = (...parameters: string[]) =>
      search(...parameters)
        .map(({ path }) => path)
        .sort();
    assert.deepEqual(paths('water'), ['docs/tea.md', 'src/water.ts']);
    assert.deepEqual(paths('water -leaves'), ['src/water.ts']);
    assert.deepEqual(paths('"hot water"'), ['docs/tea.md']);
    assert.deepEqual(paths('water lang:typescript'), ['src/water.ts']);
    assert.deepEqual(paths('--source', 'handbook', '--path', 'docs/**', 'water'), ['docs/tea.md']);
    assert.deepEqual(paths('--source', 'other', 'water'), []);
  });

  it('gives a source back', () => {
    const about = ['--store', server.address(), '--source', 'short lived'];
    run(['index', ...about], withPassword);
    assert.match(run(['index', '--remove', ...about], withPassword).stdout, /^3 files taken out/);
    assert.equal(run(['search', ...about, 'water'], withPassword).code, 1);
  });

  it('takes the password from the environment, .pgpass or a service file', () => {
    const search = ['search', 'water', '--store'];
    assert.equal(run([...search, server.address()], withPassword).code, 0);

    const pgpass = join(folderWith(), 'pgpass');
    // The colons and backslashes of a password are escaped there.
    writeFileSync(pgpass, `127.0.0.1:${server.port}:*:postgres:${password}\n`);
    chmodSync(pgpass, 0o600);
    assert.equal(run([...search, server.address()], { PGPASSFILE: pgpass }).code, 0);

    const service = join(folderWith(), 'services');
    writeFileSync(
      service,
      `# ours\n[other]\nhost=nowhere\n\n[team]\nhost=127.0.0.1\nport=${server.port}\ndbname=postgres\nuser=postgres\npassword=${password}\n`,
    );
    assert.equal(run([...search, 'postgres://?service=team'], { PGSERVICEFILE: service }).code, 0);
    assert.equal(run([...search, 'postgres://'], { PGSERVICEFILE: service, PGSERVICE: 'team' }).code, 0);
    assert.match(
      complaint([...search, 'postgres://?service=none'], { PGSERVICEFILE: service }),
      /no service "none" in .*services/,
    );
  });

  it('says in one line what is wrong with it', () => {
    const search = (address: string, environment?: Readonly<Record<string, string>>) =>
      complaint(['search', 'water', '--store', address], environment);
    assert.match(search(server.address(), { PGPASSWORD: 'wr0ng' }), /the password of postgres is wrong/);
    assert.ok(!search(server.address(), { PGPASSWORD: 'wr0ng' }).includes('wr0ng'));
    assert.match(search(server.address()), /asks for a password of postgres, and there is none/);
    assert.match(search(server.address('postgres', 'nowhere'), withPassword), /there is no database nowhere/);
    assert.match(search(`${server.address()}?schema=empty`, withPassword), /has no index in its schema empty/);
    assert.match(search('postgres://127.0.0.1:1/x'), /no PostgreSQL answers at 127\.0\.0\.1:1/);
    assert.match(search('mysql://u:secret@host/x'), /mysql:\/\/u:\*\*\*@host\/x names no store/);
    assert.match(search(`${server.address()}?sslmode=verify-full`, withPassword), /does not speak TLS/);
    assert.match(search(`${server.address()}?colour=red`, withPassword), /unknown part "colour"/);
    assert.match(complaint(['index', '--source', 'a']), /--source and --remove are about an index that --store names/);
  });

  it('warns of a password on the command line, and hides it from the list of processes', async () => {
    const withPasswordInIt = server.address().replace('postgres@', `postgres:${encodeURIComponent(password)}@`);
    const outcome = run(['search', 'water', '--store', withPasswordInIt]);
    assert.equal(outcome.code, 0);
    assert.match(outcome.stderr, /a password on the command line can be read by others/);
    assert.ok(!outcome.stderr.includes(password) && !outcome.stderr.includes(encodeURIComponent(password)));

    // A server that never answers: time to look.
    const held: Socket[] = [];
    const silent = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const child = spawn(
      process.execPath,
      [programPath, 'search', 'x', '--store', `postgres://u:hidden@127.0.0.1:${port}/d`],
      {
        stdio: 'ignore',
      },
    );
    try {
      await eventually('a connection', () => held.length > 0);
      if (process.platform === 'linux')
        assert.ok(!readFileSync(`/proc/${child.pid}/cmdline`, 'latin1').includes('hidden'));
    } finally {
      child.kill();
      for (const socket of held) socket.destroy();
      silent.close();
    }
  });

  /** As the superuser. */
  const administer = async (statements: readonly string[], database = 'postgres'): Promise<void> => {
    const connection = new PgDatabase(readAddress(server.address('postgres', database), withPassword));
    for (const statement of statements) await connection.query(statement);
    await connection.close();
  };
  const termsAlone = ['--embedding-model', 'none'];

  it('needs no more rights than its documentation says', async () => {
    await administer([
      `CREATE ROLE indexer LOGIN PASSWORD '${password}'`,
      `CREATE ROLE reader LOGIN PASSWORD '${password}'`,
      'CREATE DATABASE team OWNER indexer',
    ]);
    // pgvector is made by a superuser; without it there are terms.
    const withVectors = ['--embedding-model', 'auto'];
    const index = ['index', ...withVectors, '--store', server.address('indexer', 'team'), '--source', 'handbook'];
    assert.match(complaint(index, withPassword), /the database has no pgvector/);
    const asReader = ['search', '--store', server.address('reader', 'team'), 'water'];
    assert.match(complaint(asReader, withPassword), /reader may not do this there/);
    await administer(
      [
        'CREATE EXTENSION vector',
        'GRANT USAGE ON SCHEMA surprisal TO reader',
        'GRANT SELECT ON ALL TABLES IN SCHEMA surprisal TO reader',
        'ALTER DEFAULT PRIVILEGES FOR ROLE indexer IN SCHEMA surprisal GRANT SELECT ON TABLES TO reader',
      ],
      'team',
    );
    assert.equal(run(asReader, withPassword).code, 0);
    const [embedded] = records<{ computed: number; embedded: number }>(
      run([...index, '--format', 'json'], withPassword),
    );
    assert.deepEqual([embedded!.computed, embedded!.embedded], [0, 3]);
    assert.equal(run([...asReader, '--mode', 'vector', ...withVectors], withPassword).code, 0);
    const asIndexer = ['index', '--store', server.address('reader', 'team'), '--source', 'handbook', ...termsAlone];
    assert.match(complaint(asIndexer, withPassword), /reader may not do this there/);
  });

  it('keeps what was committed when the indexer is killed, and the next run does the rest', async () => {
    const many = folderWith(
      Object.fromEntries(
        Array.from({ length: 1500 }, (_, file) => [
          `${file % 20}/${file}.md`,
          Array.from({ length: 5 }, (_, part) => `# Part ${part}\n\nFile ${file} says ${part} and no more.\n`).join(
            '\n',
          ),
        ]),
      ),
    );
    const index = ['index', '--format', 'json', '--store', server.address(), '--source', 'many', ...termsAlone];
    const child = spawn(process.execPath, [programPath, ...index], {
      cwd: many,
      env: { ...cleanEnvironment(), ...withPassword },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    const database = new PgDatabase(readAddress(server.address(), withPassword));
    const filesThere = async (): Promise<number> => {
      const [row] = await database.query<{ files: number }>(
        `SELECT count(*)::integer AS files FROM surprisal.file JOIN surprisal.source ON source.id = file.source WHERE name = 'many'`,
      );
      return row!.files;
    };
    await eventually('a first commit', async () => (await filesThere()) > 0);
    child.kill('SIGKILL');
    await ended;
    const committed = await filesThere();
    await database.close();
    const finished = surprisal(index, { cwd: many, environment: withPassword });
    const [rest] = records<{ files: number; chunks: number; computed: number; kept: number }>(finished);
    assert.deepEqual([rest!.files, rest!.chunks], [1500, 7500]);
    assert.ok(
      committed < 1500 && rest!.computed > 0 && rest!.kept >= committed,
      JSON.stringify({ committed, ...rest }),
    );
  });
});
