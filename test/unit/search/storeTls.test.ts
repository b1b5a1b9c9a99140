import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { PgDatabase } from '../../../server/src/search/postgres/pgDatabase';
import { readAddress } from '../../../server/src/search/postgres/storeAddress';
import { folderWith } from '../../support/program';

/** An authority and a certificate of its own for a name, by OpenSSL. */
const makeCertificate = (folder: string, name: string): void => {
  const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=authority', '-days', '2');
  const own = [
    '-keyout',
    'server.key',
    '-out',
    'server.crt',
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=DNS:${name}`,
  ];
  openssl('req', '-x509', ...key, ...own, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-days', '2');
};

const hasOpenssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL 3');
  } catch {
    return false;
  }
})();

/** Speaks TLS as PostgreSQL does, and says no more than that it knows nobody: what a client verifies comes before. */
class TlsServer {
  /** What clients said after the encryption had begun. */
  heard = '';

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(folder: string): Promise<TlsServer> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('S');
        const secured = new TLSSocket(socket, {
          isServer: true,
          cert: readFileSync(join(folder, 'server.crt')),
          key: readFileSync(join(folder, 'server.key')),
        });
        secured.on('error', () => {});
        secured.on('data', (data) => {
          started.heard += data.toString('latin1');
          const fields = 'SFATAL\0C28000\0Mnobody is let in\0\0';
          const message = Buffer.alloc(5 + fields.length);
          message.write('E');
          message.writeInt32BE(4 + fields.length, 1);
          message.write(fields, 5);
          secured.end(message);
        });
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const started = new TlsServer(server, (server.address() as { port: number }).port);
    return started;
  }

  async stop(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }
}

describe('the encryption of a connection to a store', () => {
  const folder = folderWith();
  let server: TlsServer;
  before(async function () {
    if (!hasOpenssl) this.skip();
    makeCertificate(folder, 'localhost');
    server = await TlsServer.start(folder);
  });
  after(() => server?.stop());

  /** What connecting ends with: the server's own refusal where all before it was right. */
  const outcome = async (host: string, parameters: string): Promise<string> => {
    server.heard = '';
    const database = new PgDatabase(readAddress(`postgres://u:pw@${host}:${server.port}/d?${parameters}`, {}));
    try {
      await database.query('SELECT');
    } catch (error) {
      return (error as Error).message;
    } finally {
      await database.close();
    }
    return 'connected';
  };
  const letIn = /does not let u in/;

  it('is there where authority and name are right', async () => {
    const verified = `sslrootcert=${join(folder, 'ca.crt')}&sslmode=verify-full`;
    assert.match(await outcome('localhost', verified), letIn);
    assert.match(server.heard, /user\0u\0database\0d/);
  });

  it('is refused before anything is said, where the authority is not known or the name another', async () => {
    assert.match(
      await outcome('localhost', 'sslmode=verify-full&sslrootcert=system'),
      /signed by nobody who is trusted here/,
    );
    assert.equal(server.heard, '');
    const other = `sslrootcert=${join(folder, 'ca.crt')}&sslmode=verify-full`;
    assert.match(await outcome('127.0.0.1', other), /certificate is not for 127\.0\.0\.1/);
    assert.equal(server.heard, '');
  });

  it('is looked at less where less is asked for', async () => {
    assert.match(await outcome('127.0.0.1', `sslrootcert=${join(folder, 'ca.crt')}&sslmode=verify-ca`), letIn);
    assert.match(await outcome('127.0.0.1', 'sslmode=require&sslrootcert=system'), letIn);
  });

  it('names a file of certificates that is not there', async () => {
    await assert.rejects(
      async () => outcome('localhost', 'sslmode=verify-full&sslrootcert=/nowhere/ca.crt'),
      /\/nowhere\/ca\.crt: no such file or directory/,
    );
  });
});
