import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { isIPv6, type LookupFunction } from 'node:net';
import { reasonOf } from '../inferenceErrors';
import type { EndpointAddress } from './endpointAddress';
import { EndpointError } from './endpointError';
import { errorMessage } from './errorMessage';
import { EventStream } from './eventStream';
import { loopbackAddresses, type Resolve } from './loopback';

/** How long a server is waited for, in milliseconds. */
export interface EndpointPatience {
  readonly connectMs: number;
  /** For the first piece: it reads the prompt before, and may load its model. */
  readonly firstMs: number;
  /** Between pieces. */
  readonly pauseMs: number;
}

export interface PostOptions {
  readonly patience: EndpointPatience;
  readonly resolve: Resolve;
  readonly signal: AbortSignal | undefined;
}

/** Nobody listens there, or a system without IPv6 was asked for ::1. */
const nobodyThere = new Set(['ECONNREFUSED', 'EADDRNOTAVAIL', 'ENETUNREACH', 'EAFNOSUPPORT']);

/** What is read of an answer that is an error, in bytes. */
const mostOfError = 4000;

/**
 * The data of the server-sent events that answer a POST, as they come. Redirections are not followed, and proxies are not asked: what is sent reaches the
 * address or nobody. Ending the iteration early closes the connection, by which a server knows that nobody reads on.
 * @throws EndpointError
 * @throws the signal's reason
 */
export async function* postedEvents(
  address: EndpointAddress,
  path: string,
  body: object,
  { patience, resolve, signal }: PostOptions,
): AsyncGenerator<string> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const waitFor = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(new EndpointError(tooSlow(address))), ms);
  };
  let request: ClientRequest | undefined;
  try {
    const addresses = await loopbackAddresses(address.host, resolve);
    waitFor(patience.connectMs);
    request = posted(address, addresses, path, stop.signal);
    request.once('socket', (socket) => socket.once('connect', () => waitFor(patience.firstMs)));
    const response = await answerOf(request, JSON.stringify(body));
    await refuseUnlessEvents(response, address);
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const events = new EventStream();
    for (let ms = patience.firstMs; ; ms = patience.pauseMs) {
      waitFor(ms);
      const chunk = await chunks.next();
      // Whoever takes long over a piece is not the server.
      clearTimeout(timer);
      if (chunk.done) return;
      yield* events.read(chunk.value);
    }
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    if (error instanceof EndpointError) throw error;
    throw new EndpointError(failure(address, error), { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    request?.destroy();
  }
}

const posted = (
  { host, port, path: base }: EndpointAddress,
  addresses: readonly string[],
  path: string,
  signal: AbortSignal,
): ClientRequest => {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  // The name is not looked up once more, when it might lead elsewhere.
  const lookup: LookupFunction = (_name, { all }, callback) =>
    all ? callback(null, found) : callback(null, found[0]!.address, found[0]!.family);
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  // An agent of its own: the global one goes through the environment's proxy in some versions of Node.
  return httpRequest({ agent: false, method: 'POST', host, port, path: base + path, headers, lookup, signal });
};

const answerOf = (request: ClientRequest, body: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays: what comes after the answer has begun reaches whoever reads the answer.
    request.on('error', reject);
    request.end(body);
  });

/** @throws EndpointError */
const refuseUnlessEvents = async (response: IncomingMessage, { shown }: EndpointAddress): Promise<void> => {
  const { statusCode: status = 0, headers } = response;
  if (status >= 300 && status < 400)
    throw new EndpointError(reasonOf('The endpoint {0} leads elsewhere, and is not followed.', shown));
  if (status !== 200) {
    const said = errorMessage(await beginningOf(response)) ?? `HTTP ${status}`;
    throw new EndpointError(reasonOf('The endpoint {0} refuses: {1}', shown, said));
  }
  if (!/^text\/event-stream\b/i.test(headers['content-type'] ?? ''))
    throw new EndpointError(reasonOf('The endpoint {0} does not answer as the OpenAI interface does.', shown));
};

const beginningOf = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > mostOfError) break;
  }
  return Buffer.concat(parts).toString('utf8');
};

const tooSlow = ({ shown }: EndpointAddress) => reasonOf('The endpoint {0} does not answer in time.', shown);

const failure = ({ shown }: EndpointAddress, error: unknown) => {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (nobodyThere.has(code)) return reasonOf('Nobody answers at the endpoint {0}: start its server.', shown);
  if (code === 'ECONNRESET') return cutShort(shown);
  return reasonOf('The endpoint {0} does not answer as the OpenAI interface does.', shown);
};

/** @param shown the endpoint */
export const cutShort = (shown: string) => reasonOf('The endpoint {0} ended in the middle of its answer.', shown);
