/** Something that answers SQL. Values stand for `$1`, `$2` and so on; arrays are arrays of SQL. */
export interface SqlConnection {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Loads rows by COPY.
   * @param target a table and its columns, as `COPY` names them
   * @param data of `COPY ... WITH (FORMAT binary)`
   */
  copyIn(target: string, data: Uint8Array): Promise<void>;
}

export interface SqlDatabase extends SqlConnection {
  /** Runs work in one transaction, on a connection of its own: all of it happens, or nothing. */
  transaction<Result>(work: (connection: SqlConnection) => Promise<Result>): Promise<Result>;
  /** A lock of the database's that lasts until it is let go, or until this process ends; undefined where somebody else has it. */
  tryLock(name: string): Promise<{ release(): Promise<void> } | undefined>;
  close(): Promise<void>;
}
