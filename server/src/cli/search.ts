import { type Command, Option } from 'commander';
import { embeddingModelOption } from './embeddingModelOption';
import { parseCountFromOne, parseText } from './optionValues';
import { parsePlace } from './search/filePlace';
import { type SearchCommandOptions, searchFormats, searchModes } from './search/options';
import { severalValues } from './severalValues';

const examples = `
Examples:
  surprisal search 'how is a lock taken over'
  surprisal search --dir ~/notes --path 'journal/**' --limit 3 tomatoes
  surprisal search --mode exact --format jsonl FolderLock
  surprisal search --similar docs/locks.md:12
  surprisal search --word bank --sense 'we sat on the bank of the river'
  surprisal search --store postgres://reader@db.example.com/search --source handbook 'parental leave'

A folder that has no index is indexed first; one that has is brought up to date.
Exit code: 0 something was found, 1 nothing, 2 an error.`;

export const registerSearch = (program: Command): void => {
  program
    .command('search')
    .summary('search the passages of a folder')
    .description('Search the passages of a folder, best first.')
    .argument('[query]', 'what you are looking for', parseText)
    .addOption(new Option('-f, --format <format>', 'how hits are written').choices(searchFormats).default('text'))
    .addOption(new Option('--mode <mode>', 'how passages are ranked').choices(searchModes).default('hybrid'))
    .addOption(embeddingModelOption())
    .option('--rerank', 'have the neural model rank the first eight once more; takes a second or two')
    .addOption(
      new Option(
        '--expand',
        "look for related words too, as this folder's text has them (surprisal related --word)",
      ).conflicts(['store', 'similar']),
    )
    .addOption(
      new Option('--similar <place>', 'in place of a query: passages like the one at FILE:LINE')
        .argParser(parsePlace)
        .conflicts('store'),
    )
    .option('--word <word>', 'in place of a query: where this word means what it does in --sense', parseText)
    .option('--sense <text>', 'a text that uses the word of --word', parseText)
    .option('--dir <directory>', 'the folder', '.')
    .option('--index <directory>', 'where the index lies')
    .addOption(new Option('--store <address>', 'what others have indexed on a PostgreSQL server').conflicts('index'))
    .option(
      '--source <name>',
      'only in what was indexed in the store under this name; may be given again',
      severalValues,
    )
    .option('--limit <count>', 'hits at most', parseCountFromOne, 10)
    .option('--path <glob>', 'only in files that match; with ! before it, in others; may be given again', severalValues)
    .option('--language <id>', 'only in files of a language, e.g. markdown; may be given again', severalValues)
    .option('--heading <text>', 'only under headings that hold this')
    .option('--no-update', 'search the index as it is')
    .option('--no-adapter', 'search by meaning as if surprisal train adapter had not tuned it')
    .addHelpText('after', examples)
    .action(async (query: string | undefined, options: SearchCommandOptions) => {
      const { runSearch } = await import('./search/run');
      process.exitCode = await runSearch(query, options);
    });
};
