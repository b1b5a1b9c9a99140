import { reasonOf } from '../inferenceErrors';
import { EndpointError } from './endpointError';
import { isLoopbackAddress, loopbackName } from './loopback';

/** Where an endpoint is: a port of this machine. */
export interface EndpointAddress {
  /** A loopback address, or `localhost`. */
  readonly host: string;
  readonly port: number;
  /** What the paths of the interface stand under, without a slash at its end. */
  readonly path: string;
  /** Host and port, for messages. */
  readonly shown: string;
}

/** Where llama.cpp, Ollama, LM Studio and vLLM have their OpenAI-compatible interface. */
const usualPath = '/v1';

/**
 * Reads `http://127.0.0.1:8080/v1`, by the URL Standard: what counts is the host that it makes of the text, so an address in decimal or octal is what it stands for. Names are not
 * looked up here; every one but `localhost` is refused.
 * @throws EndpointError
 */
export const readEndpointAddress = (text: string): EndpointAddress => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:')
    throw new EndpointError(
      reasonOf('The endpoint is not used: its address begins with http://, as http://127.0.0.1:8080/v1 does.'),
    );
  // What is before an @ is no host. A message must not repeat a password.
  if (/[@\\]/.test(text) || url.search !== '' || url.hash !== '')
    throw new EndpointError(
      reasonOf('The endpoint is not used: its address holds more than a host, a port and a path.'),
    );
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host !== loopbackName && !isLoopbackAddress(host))
    throw new EndpointError(
      reasonOf('The endpoint is not used: {0} is not this machine. Only 127.0.0.1, [::1] and localhost are.', host),
    );
  const path = url.pathname.replace(/\/+$/, '');
  return { host, port: Number(url.port || 80), path: path || usualPath, shown: url.host };
};
