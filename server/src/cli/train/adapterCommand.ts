import { type Command, InvalidArgumentError, Option } from 'commander';
import { embeddingModelOption } from '../embeddingModelOption';
import { parseCountFromOne, parseNumber, parseProbability } from '../optionValues';
import { type AdapterCommandOptions, adapterFormats } from './adapterOptions';
import { parseCount } from './counts';

const note = `
An adapter changes the vectors of queries, so that they come nearer to the passages that answer them in this folder. It learns from pairs in
the folder itself: headings and their paragraphs, documentation and its code, texts of links and what they lead to, subjects of commits and
what they changed. It is kept only if it does better on files that it has not seen, by more than chance, and no worse on other questions.
The index's vectors stay as they are.

Examples:
  surprisal train adapter                  tune searches in the folder you are in
  surprisal train adapter --dry-run src    only say what it would gain
  surprisal train adapter --remove         search as before

Exit code: 0 tuned, or said why not; 2 an error.`;

/** A number of 0 or more. */
const parseAmount = (value: string): number => {
  const amount = parseNumber(value);
  if (amount < 0) throw new InvalidArgumentError('Write a number of 0 or more.');
  return amount;
};

/** A number above 0. */
const parsePositive = (value: string): number => {
  const amount = parseNumber(value);
  if (amount <= 0) throw new InvalidArgumentError('Write a number above 0.');
  return amount;
};

export const registerTrainAdapter = (train: Command): void => {
  train
    .command('adapter')
    .summary('tune searches by meaning to a folder')
    .description("Tune searches by meaning to a folder's own texts.")
    .argument('[directory]', 'the folder', '.')
    .addOption(
      new Option('-f, --format <format>', 'how the outcome is written').choices(adapterFormats).default('text'),
    )
    .option('--index <directory>', 'where the index lies')
    .addOption(embeddingModelOption())
    .addOption(
      new Option('--pairs <files>', 'what is learnt from; where most pairs are unless it is said').choices([
        'code',
        'prose',
      ]),
    )
    .addOption(
      new Option('--rank <n>', 'columns of both factors of the correction; 0 for one of its own entries').argParser(
        parseCount,
      ),
    )
    .addOption(new Option('--temperature <t>', 'by which cosines are divided').argParser(parsePositive))
    .addOption(new Option('--learning-rate <rate>', 'at its peak').argParser(parsePositive))
    .addOption(
      new Option('--warm-up <share>', 'of all steps, in which the learning rate rises').argParser(parseProbability),
    )
    .addOption(new Option('--l2 <weight>', 'how much of large parameters each step takes off').argParser(parseAmount))
    .addOption(new Option('--l1 <weight>', 'how much each step takes all parameters towards 0').argParser(parseAmount))
    .addOption(
      new Option('--epochs <n>', 'times that all pairs are gone through, at most').argParser(parseCountFromOne),
    )
    .addOption(new Option('--seed <n>', 'of the order of pairs').argParser(parseCount))
    .option('--dry-run', 'train and judge, and change nothing')
    .addOption(new Option('--remove', 'take the adapter away').conflicts('dryRun'))
    .addHelpText('after', note)
    .action(async (directory: string, options: AdapterCommandOptions) => {
      const { trainAdapterFor } = await import('./adapter');
      process.exitCode = await trainAdapterFor(directory, options);
    });
};
