import { type Command, Option } from 'commander';
import { embeddingModelOption } from './embeddingModelOption';
import { type IndexCommandOptions, indexFormats } from './index/options';

const examples = `
Examples:
  surprisal index                           the folder you are in
  surprisal index --format json ~/notes
  surprisal index --explain notes/a.md      whether a file is indexed, and why not
  surprisal index --store postgres://indexer@db.example.com/search --source handbook handbook/

The index lies in your cache folder unless --index names another. A run reads only what has changed. Searches by terms are answered as
soon as the files are read; vectors for searches by meaning come after that, and a run that is stopped goes on from there.
Exit code: 0 done, 2 an error.`;

export const registerIndex = (program: Command): void => {
  program
    .command('index')
    .summary('index a folder for search')
    .description('Index the passages of a folder, so that they can be searched at once.')
    .argument('[directory]', 'the folder', '.')
    .addOption(new Option('-f, --format <format>', 'how the outcome is written').choices(indexFormats).default('text'))
    .option('--index <directory>', 'where the index lies')
    .addOption(embeddingModelOption())
    .addOption(
      new Option('--store <address>', 'an index on a PostgreSQL server, postgres://user@host/database').conflicts([
        'index',
        'rebuild',
      ]),
    )
    .option(
      '--source <name>',
      "what the folder's files are called in the store, this machine and the folder's path unless it is said",
    )
    .option('--remove', "take the folder's files out of the store")
    .option('--rebuild', 'forget the index and make it anew')
    .option('--explain <file>', 'say whether a file is indexed, and why not')
    .option('--verbose', 'name each file that is left out, with the reason')
    .addHelpText('after', examples)
    .action(async (directory: string, options: IndexCommandOptions) => {
      const { runIndex } = await import('./index/run');
      process.exitCode = await runIndex(directory, options);
    });
};
