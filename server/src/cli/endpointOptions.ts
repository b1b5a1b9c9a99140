import { Option } from 'commander';
import { defaultEndpointSettings, type EndpointSettings, endpointApis } from '../configuration/endpointSettings';
import type { EndpointModel } from '../inference/endpoint/endpointModel';
import { CommandError } from './commandError';
import { parseText } from './optionValues';

/** Which larger model writes, as commander hands it over. */
export interface EndpointOptions {
  readonly endpoint?: string;
  readonly endpointModel?: string;
  readonly endpointApi?: EndpointSettings['api'];
}

/** A larger model on a server of this machine, its name, and how it is asked. */
export const endpointOptions = (): readonly [Option, Option, Option] => [
  new Option('--endpoint <url>', 'have a larger model write: an OpenAI-compatible server on this machine').argParser(
    parseText,
  ),
  new Option('--endpoint-model <name>', 'its name, as the server has it').argParser(parseText),
  new Option('--endpoint-api <api>', `how it is asked (default: ${defaultEndpointSettings.api})`).choices(endpointApis),
];

/** The model that the options name; undefined without any. Nothing is connected yet. @throws CommandError */
export const openEndpointOption = async ({
  endpoint: url,
  endpointModel: model,
  endpointApi: api,
}: EndpointOptions): Promise<EndpointModel | undefined> => {
  if (url === undefined) {
    if (model === undefined && api === undefined) return undefined;
    throw new CommandError('--endpoint-model and --endpoint-api are about a server; name it with --endpoint');
  }
  const { openEndpoint } = await import('../inference/endpoint/endpointModel');
  try {
    return openEndpoint({
      ...defaultEndpointSettings,
      url,
      ...(model !== undefined && { model }),
      ...(api && { api }),
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'EndpointError')) throw error;
    throw new CommandError(error.message.replace(/\.$/, ''), { cause: error });
  }
};
