import type { EndpointOptions } from '../endpointOptions';

/** `surprisal mcp`'s options as commander hands them over. */
export interface McpOptions extends EndpointOptions {
  readonly embeddingModel: string;
}
