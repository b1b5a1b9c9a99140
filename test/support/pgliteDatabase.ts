import { PGlite, type Transaction } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { SqlConnection, SqlDatabase } from '../../server/src/search/postgres/sqlDatabase';

const connectionOver = (server: Pick<Transaction, 'query'>): SqlConnection => ({
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await server.query<Row>(sql, [...values])).rows,
  copyIn: async (target, data) => {
    await server.query(`COPY ${target} FROM '/dev/blob' WITH (FORMAT binary)`, [], {
      blob: new Blob([new Uint8Array(data)]),
    });
  },
});

/** PostgreSQL compiled to WebAssembly, in this process and in memory, with one connection. It takes seconds to start: one serves all tests of a file. */
export class PgliteServer {
  private constructor(private readonly server: PGlite) {}

  static async start(): Promise<PgliteServer> {
    return new PgliteServer(await PGlite.create({ extensions: { vector } }));
  }

  /** A client of the server; others may be there at the same time. */
  connect(): SqlDatabase {
    const { server } = this;
    return {
      ...connectionOver(server),
      transaction: (work) => server.transaction((transaction) => work(connectionOver(transaction))),
      // One connection: a lock would let itself in.
      tryLock: async () => ({ release: async () => {} }),
      close: async () => {},
    };
  }

  stop(): Promise<void> {
    return this.server.close();
  }
}
