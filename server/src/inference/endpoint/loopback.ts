import { lookup } from 'node:dns/promises';
import { isIPv4 } from 'node:net';
import { reasonOf } from '../inferenceErrors';
import { EndpointError } from './endpointError';

/** The one name that may stand for this machine. What it means is looked up, and has to be a loopback address too. */
export const loopbackName = 'localhost';

/** 127.0.0.0/8 and ::1 (RFC 1122, RFC 4291), in their usual forms. An IPv4 address written as IPv6, 0.0.0.0 and :: are none. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/** Addresses of a name, as the system knows them. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * The addresses to connect to. A hosts file, or a name server, may say anything of a name, so one address that leads elsewhere is enough to refuse it.
 * @throws EndpointError
 */
export const loopbackAddresses = async (host: string, resolve: Resolve): Promise<readonly string[]> => {
  if (host !== loopbackName) return [host];
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length > 0 && addresses.every(isLoopbackAddress)) return addresses;
  throw new EndpointError(
    reasonOf('The endpoint is not used: {0} does not lead to this machine. Write 127.0.0.1 in its place.', host),
  );
};
