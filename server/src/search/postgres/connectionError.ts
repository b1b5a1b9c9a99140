import type { StoreAddress } from './storeAddress';
import { StoreError, StorePasswordError } from './storeError';

const inPgpass = 'PGPASSWORD, ~/.pgpass or a service file';

/** What the codes of PostgreSQL, Node's sockets and OpenSSL mean for who runs the command. */
const explanations: Readonly<Record<string, (address: StoreAddress) => string>> = {
  ENOTFOUND: ({ host }) => `no host is called ${host}`,
  EAI_AGAIN: ({ host }) => `the name ${host} cannot be looked up; is there a network?`,
  ECONNREFUSED: ({ host, port }) => `no PostgreSQL answers at ${host}:${port}`,
  ENOENT: ({ host }) => `no PostgreSQL has a socket in ${host}`,
  EHOSTUNREACH: ({ host }) => `${host} cannot be reached`,
  ENETUNREACH: ({ host }) => `${host} cannot be reached`,
  ETIMEDOUT: ({ host, port }) => `${host}:${port} does not answer`,
  ECONNRESET: () => gone,
  EPIPE: () => gone,
  '57P01': () => gone,
  '57P02': () => gone,
  '57P03': () => 'the server is starting or stopping; try again',
  '28P01': ({ user, password }) =>
    password === undefined
      ? `no password, or not the right one, for ${user}; it comes from ${inPgpass}`
      : `the password of ${user} is wrong; it comes from ${inPgpass}`,
  '28000': ({ user, host }) => `the server does not let ${user} in from here by this way (pg_hba.conf of ${host})`,
  '3D000': ({ database }) => `there is no database ${database}`,
  '42501': ({ user }) => `${user} may not do this there; server/docs/postgresql.md says what a role needs`,
  '53300': () => 'the server has no connection left; try again',
  '53100': () => "the server's disk is full; what was committed is kept",
  '25006': () => 'the server is a copy that is only read; name the one that is written',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: () => untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () => untrusted,
  UNABLE_TO_GET_ISSUER_CERT: () => untrusted,
  CERT_HAS_EXPIRED: () => "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => `the server's certificate is not for ${host}; is this the right host?`,
};

const gone = 'the server has gone; what was committed is kept, and the next run goes on from there';
const untrusted =
  "the server's certificate is signed by nobody who is trusted here; name the file of its authority's with sslrootcert=FILE";

/** The driver says so where the server asks for a password and there is none. */
const wantsPassword = /password must be a (?:non-empty )?string/i;

/** Messages of the driver's own, which have no codes. */
const byMessage: readonly (readonly [RegExp, (address: StoreAddress) => string])[] = [
  [
    /does not support SSL/i,
    ({ host }) => `${host} does not speak TLS; if the network in between is yours alone, say sslmode=disable`,
  ],
  [wantsPassword, ({ user }) => `the server asks for a password of ${user}, and there is none; put it in ${inPgpass}`],
  [/timeout/i, ({ host, port }) => `${host}:${port} does not answer`],
  [/Connection terminated|not queryable|connection error/i, () => gone],
];

/** An error as who runs the command is told: one line, without the password. */
export const connectionError = (error: unknown, address: StoreAddress): unknown => {
  if (!(error instanceof Error) || error instanceof StoreError || error instanceof RangeError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const explained =
    (code === undefined ? undefined : explanations[code]) ??
    byMessage.find(([message]) => message.test(error.message))?.[1];
  const Told = code === '28P01' || wantsPassword.test(error.message) ? StorePasswordError : StoreError;
  const told = explained?.(address) ?? `${oneLine(error.message)}${code === undefined ? '' : ` (${code})`}`;
  return new Told(withoutPassword(`${address.shown}: ${told}`, address), { cause: error });
};

const oneLine = (message: string): string => message.replace(/\s+/g, ' ').trim();

const withoutPassword = (message: string, { password }: StoreAddress): string =>
  password === undefined || password === '' ? message : message.replaceAll(password, '***');
