import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import pgpass from 'pgpass';
import { systemMessage } from '../../platform/documentFile';
import { connectionError } from './connectionError';
import type { SqlConnection, SqlDatabase } from './sqlDatabase';
import type { StoreAddress } from './storeAddress';
import { StoreError } from './storeError';

/** One for what is written, one for what is asked meanwhile, and one that holds a lock. */
const mostConnections = 3;

class PgConnection implements SqlConnection {
  constructor(protected readonly client: pg.ClientBase) {}

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.client.query<Row>(sql, [...values])).rows;
  }

  async copyIn(target: string, data: Uint8Array): Promise<void> {
    await pipeline(
      Readable.from(pieces(data)),
      this.client.query(copyFrom(`COPY ${target} FROM STDIN WITH (FORMAT binary)`)),
    );
  }
}

/** The driver leaves the socket open when a password is missing or a certificate is wrong, until the server loses patience, and so does not let the process end. */
class ClosingClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    const connected = super.connect() as unknown as Promise<pg.Client>;
    const closed = connected.catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
    if (callback === undefined) return closed;
    closed.then(() => callback(undefined as unknown as Error), callback);
    return undefined;
  }
}

export interface PgDatabaseOptions {
  /** A statement that takes longer is given up, with its connection; none is unless it is said. */
  readonly statementMs?: number | undefined;
}

/** A PostgreSQL server over its own protocol. @throws StoreError, everywhere */
export class PgDatabase implements SqlDatabase {
  private readonly pool: pg.Pool;
  /** Connections that hold a lock. */
  private readonly locking = new Set<pg.PoolClient>();

  constructor(
    private readonly address: StoreAddress,
    { statementMs }: PgDatabaseOptions = {},
  ) {
    const { host, port, database, user, password, connectMs } = address;
    this.pool = new pg.Pool({
      Client: ClosingClient as unknown as new () => pg.ClientBase,
      host,
      port,
      database,
      user,
      password: password ?? (() => passwordFromFile(address)),
      ssl: tlsOptions(address),
      application_name: 'surprisal',
      max: mostConnections,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      // Counted on this side: a pooler in between may not let the server's own setting through.
      ...(statementMs !== undefined && { query_timeout: statementMs }),
      // Else a pool keeps its process alive for ten seconds after the last query.
      allowExitOnIdle: true,
    });
    // An idle connection that breaks is taken out of the pool; the next query makes another, and says so if it cannot.
    this.pool.on('error', () => {});
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.with((connection) => connection.query<Row>(sql, values));
  }

  copyIn(target: string, data: Uint8Array): Promise<void> {
    return this.with((connection) => connection.copyIn(target, data));
  }

  transaction<Result>(work: (connection: SqlConnection) => Promise<Result>): Promise<Result> {
    return this.with(async (connection) => {
      await connection.query('BEGIN');
      try {
        const result = await work(connection);
        await connection.query('COMMIT');
        return result;
      } catch (error) {
        // Of a broken connection the server has undone it.
        await connection.query('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  }

  async tryLock(name: string): Promise<{ release(): Promise<void> } | undefined> {
    const client = await this.connect();
    const [row] = await new PgConnection(client).query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [name],
    );
    if (row?.locked !== true) {
      client.release();
      return undefined;
    }
    this.locking.add(client);
    return { release: async () => this.release(client) };
  }

  /** A lock is its session's: that is ended, not given back. */
  private release(client: pg.PoolClient): void {
    if (this.locking.delete(client)) client.release(true);
  }

  /** Lets locks go too. */
  async close(): Promise<void> {
    for (const client of this.locking) this.release(client);
    if (!this.pool.ending) await this.pool.end();
  }

  private async with<Result>(work: (connection: SqlConnection) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    let failed = true;
    try {
      const result = await work(new PgConnection(client));
      failed = false;
      return result;
    } catch (error) {
      throw connectionError(error, this.address);
    } finally {
      // One that an error came from may be in any state: it is ended.
      client.release(failed);
    }
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.pool.connect();
      // Told by the query that fails; without a listener it would end the process.
      if (client.listenerCount('error') === 0) client.on('error', () => {});
      return client;
    } catch (error) {
      throw connectionError(error, this.address);
    }
  }
}

/** The socket takes what it can, and the rest waits here. */
function* pieces(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += 1 << 16) yield data.subarray(at, at + (1 << 16));
}

/** From `.pgpass`, or the file that PGPASSFILE names; empty where it has none, so that a server that asks for one refuses. */
const passwordFromFile = ({ host, port, database, user }: StoreAddress): Promise<string> =>
  new Promise((resolve) => {
    pgpass({ host: host.startsWith('/') ? 'localhost' : host, port, database, user }, (password) =>
      resolve(password ?? ''),
    );
  });

const tlsOptions = (address: StoreAddress): ConnectionOptions | false => {
  const { tls, rootCertificate, certificate, key } = address;
  if (tls === 'disable') return false;
  return {
    rejectUnauthorized: tls !== 'require',
    ...(rootCertificate !== undefined && { ca: certificateText(rootCertificate) }),
    ...(certificate !== undefined && { cert: certificateText(certificate) }),
    ...(key !== undefined && { key: certificateText(key) }),
    // The chain alone is looked at, as libpq does.
    ...(tls === 'verify-ca' && { checkServerIdentity: () => undefined }),
  };
};

const certificateText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StoreError(`${path}: ${systemMessage(error)}`, { cause: error });
  }
};
