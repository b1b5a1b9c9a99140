import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isSchemaName } from './schema';
import { readService } from './serviceFile';
import { StoreError } from './storeError';

/** What libpq calls a connection's parameters, by its names. */
const parameters = [
  ...([
    'service',
    'host',
    'port',
    'dbname',
    'user',
    'password',
    'sslmode',
    'sslrootcert',
    'sslcert',
    'sslkey',
  ] as const),
  ...(['connect_timeout', 'schema'] as const),
] as const;
type Parameter = (typeof parameters)[number];
export type Parameters = Partial<Record<Parameter, string>>;

const fromEnvironment: Partial<Record<Parameter, string>> = {
  service: 'PGSERVICE',
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
};

export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

/** Where a store is, as libpq would understand it. */
export interface StoreAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Of the address, the service or the environment; `.pgpass` is asked while connecting. */
  readonly password: string | undefined;
  readonly tls: TlsMode;
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly connectMs: number;
  readonly schema: string;
  /** Without the password, for messages. */
  readonly shown: string;
}

/** Whether an address itself holds a password, which then stands in the list of processes and the shell's history. */
export const holdsPassword = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && (url.password !== '' || url.searchParams.has('password'));
};

/** An address without what may be a password. */
export const redactedAddress = (address: string): string =>
  // A password may hold any sign: all up to the last @ is taken for one.
  address.replace(/(\/\/[^/?#@:]*):.*@/, '$1:***@').replace(/([?&]password=)[^&#]*/gi, '$1***');

/**
 * Reads `postgres://user@host:port/database?sslmode=...`, or `postgres://?service=name`. What the address does not say is said by the service, then by the environment
 * (`PGHOST` and so on), then by libpq's defaults, except that a host that is not this machine gets `sslmode=verify-full`.
 * @throws StoreError
 */
export const readAddress = (address: string, environment: NodeJS.ProcessEnv = process.env): StoreAddress => {
  const given = { ...parametersOf(address) };
  const service = given.service ?? environment['PGSERVICE'];
  const found: Parameters = {
    ...environmentParameters(environment),
    ...(service === undefined ? {} : readService(service, environment)),
    ...given,
  };
  const host = found.host ?? 'localhost';
  const user = found.user ?? userInfo().username;
  const database = found.dbname ?? user;
  const port = wholeNumber('port', found.port ?? '5432', 65_535);
  const schema = found.schema ?? 'surprisal';
  if (!isSchemaName(schema))
    throw new StoreError(`"${schema}" cannot be a store's schema: small letters, digits and _, 63 at most`);
  return {
    host,
    port,
    database,
    user,
    password: found.password,
    tls: tlsMode(found.sslmode, host),
    rootCertificate: certificateFile(found.sslrootcert),
    certificate: found.sslcert,
    key: found.sslkey,
    connectMs: wholeNumber('connect_timeout', found.connect_timeout ?? '10', 3600) * 1000,
    schema,
    shown: `postgres://${user}@${host}:${port}/${database}`,
  };
};

const parametersOf = (address: string): Parameters => {
  const isStore = /^postgres(?:ql)?:\/\//i.test(address);
  if (!isStore || !URL.canParse(address) || new URL(address).hostname.includes(','))
    throw new StoreError(
      `${redactedAddress(address)} names no store; it looks like postgres://user@host:5432/database, one host, with % before what is no letter`,
    );
  const url = new URL(address);
  const found: Parameters = {};
  const set = (name: Parameter, value: string): void => {
    if (value !== '') found[name] = decoded(value);
  };
  set('host', url.hostname.replace(/^\[(.*)\]$/, '$1'));
  set('port', url.port);
  set('dbname', url.pathname.slice(1));
  set('user', url.username);
  set('password', url.password);
  for (const [name, value] of url.searchParams) {
    if (!isParameter(name))
      throw new StoreError(`the store's address has the unknown part "${name}"; known are ${parameters.join(', ')}`);
    found[name] = value;
  }
  return found;
};

const isParameter = (name: string): name is Parameter => (parameters as readonly string[]).includes(name);

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new StoreError("the store's address has a % that begins no character; a % itself is written %25");
  }
};

const environmentParameters = (environment: NodeJS.ProcessEnv): Parameters =>
  Object.fromEntries(
    Object.entries(fromEnvironment)
      .map(([name, variable]) => [name, environment[variable]])
      .filter(([, value]) => value !== undefined && value !== ''),
  ) as Parameters;

const wholeNumber = (name: string, text: string, most: number): number => {
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new StoreError(`the store's ${name} is a number up to ${most}, not "${text}"`);
  return Number(text);
};

/** A socket's folder, or this machine by one of its names. */
export const isLocal = (host: string): boolean =>
  host.startsWith('/') || host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

const tlsMode = (asked: string | undefined, host: string): TlsMode => {
  if (asked === undefined) return isLocal(host) ? 'disable' : 'verify-full';
  if (asked === 'disable' || asked === 'require' || asked === 'verify-ca' || asked === 'verify-full') return asked;
  if (asked !== 'allow' && asked !== 'prefer')
    throw new StoreError(`sslmode is disable, require, verify-ca or verify-full, not "${asked}"`);
  if (isLocal(host)) return 'disable';
  throw new StoreError(
    `sslmode=${asked} goes on without encryption if somebody in between wants it; use verify-full, verify-ca, require or disable`,
  );
};

/** The file of certificates that are trusted; undefined for those that the system trusts. */
const certificateFile = (asked: string | undefined): string | undefined => {
  if (asked === 'system') return undefined;
  if (asked !== undefined) return asked;
  const own = join(homedir(), '.postgresql', 'root.crt');
  try {
    readFileSync(own);
    return own;
  } catch {
    return undefined;
  }
};
