import type { Command } from 'commander';
import { CommandError } from './commandError';
import type { ProgramHost } from './programHost';

const examples = `
Example:
  surprisal lsp --stdio

Editors start it themselves; server/docs/editors says how to configure Neovim, Helix, Emacs and Zed.`;

export const registerLsp = (program: Command, host: ProgramHost): void => {
  program
    .command('lsp')
    .summary('the language server, for editors')
    .description('Serve the Language Server Protocol over standard input and output.')
    .option('--stdio', 'talk over standard input and output')
    .addHelpText('after', examples)
    .action(async ({ stdio }: { stdio?: true }) => {
      if (stdio !== true) throw new CommandError('name the way to talk: surprisal lsp --stdio');
      await host.startLanguageServer();
    });
};
