import type { Command } from 'commander';
import { CommandError } from './commandError';

const examples = `
Editors start it themselves; server/docs/editors says how to configure Neovim, Helix, Emacs and Zed.`;

export const registerLsp = (program: Command): void => {
  program
    .command('lsp')
    .summary('the language server, for editors')
    .description('Serve the Language Server Protocol over standard input and output.')
    .option('--stdio', 'talk over standard input and output')
    .addHelpText('after', examples)
    .action(async ({ stdio }: { stdio?: true }) => {
      if (stdio !== true) throw new CommandError('name the way to talk: surprisal lsp --stdio');
      // The server is a bundle of its own.
      await import('../main');
    });
};
