import { type Command, Option } from 'commander';
import { type DuplicatesCommandOptions, duplicatesFormats, duplicatesWays } from './duplicates/options';
import { embeddingModelOption } from './embeddingModelOption';
import { parseCountFromOne, parseProbability } from './optionValues';

const examples = `
Examples:
  surprisal duplicates docs
  surprisal duplicates --by meaning --least 0.85 ~/notes

A folder that has no index is indexed first; one that has is brought up to date.
Exit code: 0 nothing is there twice, 1 something is, 2 an error.`;

export const registerDuplicates = (program: Command): void => {
  program
    .command('duplicates')
    .summary('passages of a folder that are nearly the same')
    .description(
      'Find passages of a folder that are nearly the same: copied and changed a little, or saying the same in other words.',
    )
    .argument('[directory]', 'the folder', '.')
    .addOption(new Option('-f, --format <format>', 'how groups are written').choices(duplicatesFormats).default('text'))
    .addOption(
      new Option('--by <what>', 'text: by words in common; meaning: by vectors')
        .choices(duplicatesWays)
        .default('text'),
    )
    .option('--least <cosine>', 'by meaning: how similar two passages are at least, 0 to 1', parseProbability, 0.9)
    .addOption(embeddingModelOption())
    .option('--index <directory>', 'where the index lies')
    .option('--limit <count>', 'groups at most', parseCountFromOne, 20)
    .option('--no-update', 'look at the index as it is')
    .addHelpText('after', examples)
    .action(async (directory: string, options: DuplicatesCommandOptions) => {
      const { runDuplicates } = await import('./duplicates/run');
      process.exitCode = await runDuplicates(directory, options);
    });
};
