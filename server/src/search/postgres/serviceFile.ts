import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemMessage } from '../../platform/documentFile';
import { StoreError } from './storeError';

/** The files that may define services: the user's, then the system's. */
const serviceFiles = (environment: NodeJS.ProcessEnv): string[] => {
  const { PGSERVICEFILE: named, PGSYSCONFDIR: system } = environment;
  return [named || join(homedir(), '.pg_service.conf'), ...(system ? [join(system, 'pg_service.conf')] : [])];
};

/**
 * The parameters of a service, as `pg_service.conf` has them: `[name]`, then lines of `key=value`, without quotation marks; `#` begins a comment's line.
 * @throws StoreError
 */
export const readService = (name: string, environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> => {
  const files = serviceFiles(environment);
  for (const file of files) {
    const service = servicesIn(file, environment['PGSERVICEFILE'] === file).get(name);
    if (service !== undefined) return service;
  }
  throw new StoreError(`no service "${name}" in ${files.join(' or ')}`);
};

const servicesIn = (file: string, mustBeThere: boolean): ReadonlyMap<string, Readonly<Record<string, string>>> => {
  const services = new Map<string, Record<string, string>>();
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!mustBeThere) return services;
    throw new StoreError(`${file}: ${systemMessage(error)}`, { cause: error });
  }
  let service: Record<string, string> | undefined;
  text.split(/\r?\n/).forEach((line, index) => {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) return;
    const name = /^\[(.*)\]$/.exec(written)?.[1];
    if (name !== undefined) {
      service = services.get(name) ?? {};
      services.set(name, service);
      return;
    }
    const equals = written.indexOf('=');
    // The line is not shown: it may be a password.
    if (service === undefined || equals < 1)
      throw new StoreError(`${file}:${index + 1}: a service file has [name] and lines of key=value`);
    // The first counts, as it does for libpq.
    service[written.slice(0, equals).trim()] ??= written.slice(equals + 1).trim();
  });
  return services;
};
