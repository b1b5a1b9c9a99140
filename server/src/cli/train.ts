import { type Command, Option } from 'commander';
import { parseNumber } from './optionValues';
import { parseCount, parseCounts } from './train/counts';
import type { NgramTrainingOptions } from './train/options';

const note = `
A corpus is plain text, one paragraph a line; - is standard input. Counts go to temporary files, so it may be larger than memory.
Words are lower-cased, numbers become <num>; U+E001 stands for code or a name that is no word.

Examples:
  surprisal train ngram corpus.txt -o my-domain.bin
  surprisal train ngram a.txt b.txt --order 5 --cut-offs 0,1,2,2 --vocabulary 80000 -o my-domain.bin --arpa my-domain.arpa
  surprisal models import my-domain.bin --id my-domain`;

export const registerTrain = (program: Command): void => {
  const train = program
    .command('train')
    .summary('train a language model')
    .description('Train a language model on your own text.')
    .addHelpText('after', note);
  train
    .command('ngram')
    .summary('an n-gram model, interpolated modified Kneser-Ney')
    .description('Train an n-gram model (interpolated modified Kneser-Ney).')
    .argument('<corpus...>')
    .requiredOption('-o, --output <file>', 'where the model goes')
    .option('--id <name>', 'the name the model has; otherwise that of the file')
    .addOption(new Option('--order <n>', 'length of the longest n-grams, 1 to 5').argParser(parseCount).default(4))
    .addOption(
      new Option(
        '--vocabulary <size or file>',
        'how many words, the most frequent ones; or a file with one word a line',
      ).default('80000'),
    )
    .addOption(new Option('--minimum-count <n>', 'leave out words seen fewer times').argParser(parseCount).default(1))
    .option('--exclude <file>', 'leave out the words of a file, one a line')
    .addOption(
      new Option('--cut-offs <n,...>', 'for orders 2, 3, ...: drop n-grams seen that many times or fewer')
        .argParser(parseCounts)
        .default([0], '0'),
    )
    .addOption(
      new Option('--prune <threshold>', 'drop n-grams whose loss raises the perplexity by less, e.g. 1e-8')
        .argParser(parseNumber)
        .default(0),
    )
    .addOption(
      new Option('--repeat <n,...>', 'count each corpus so many times, in the order they are named').argParser(
        parseCounts,
      ),
    )
    .option('--tokenized', 'a corpus is one sentence a line, words separated by spaces')
    .addOption(
      new Option('--bits <n,...>', 'bits of a stored probability for orders 1, 2, ..., 1 to 8')
        .argParser(parseCounts)
        .default([8], '8'),
    )
    .option('--arpa <file>', 'also write the model in ARPA format')
    .option('--temporary <folder>', "where counts go while training; otherwise the system's folder for such files")
    .addHelpText('after', note)
    .action(async (corpora: string[], options: NgramTrainingOptions) => {
      const { trainNgramModel } = await import('./train/ngram');
      process.exitCode = await trainNgramModel(corpora, options);
    });
};
