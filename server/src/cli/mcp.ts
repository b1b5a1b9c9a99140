import type { Command } from 'commander';
import { embeddingModelOption } from './embeddingModelOption';
import { endpointOptions } from './endpointOptions';
import type { McpOptions } from './mcp/options';

const examples = `
Examples:
  surprisal mcp ~/notes                     read, search and proofread what lies in this directory
  surprisal mcp                             only texts that it is given: no file is read

Assistants start it themselves; server/docs/mcp.md says how Claude Desktop, VS Code and others are told to.`;

export const registerMcp = (program: Command): void => {
  const [endpoint, endpointModel, endpointApi] = endpointOptions();
  program
    .command('mcp')
    .summary('tools for assistants, by the Model Context Protocol')
    .description('Serve tools to assistants by the Model Context Protocol, over standard input and output.')
    .argument('[directories...]', 'what may be read and searched; nothing else is')
    .addOption(embeddingModelOption())
    .addOption(endpoint)
    .addOption(endpointModel)
    .addOption(endpointApi)
    .addHelpText('after', examples)
    .action(async (directories: string[], options: McpOptions) => {
      const { runMcp } = await import('./mcp/run');
      process.exitCode = await runMcp(directories, options);
    });
};
