import { type Command, Option } from 'commander';
import { defaultWord2vecSettings } from '../learning/word2vec/settings';
import { parseCountFromOne, parseNumber } from './optionValues';
import { registerTrainAdapter } from './train/adapterCommand';
import { parseCount, parseCounts } from './train/counts';
import type { NgramTrainingOptions } from './train/options';
import { architectures, type WordsTrainingOptions } from './train/wordsOptions';

const note = `
A corpus is plain text, one paragraph a line; - is standard input. Counts go to temporary files, so it may be larger than memory.
Words are lower-cased, numbers become <num>; U+E001 stands for code or a name that is no word.

Examples:
  surprisal train ngram corpus.txt -o my-domain.bin
  surprisal train ngram a.txt b.txt --order 5 --cut-offs 0,1,2,2 --vocabulary 80000 -o my-domain.bin --arpa my-domain.arpa
  surprisal models import my-domain.bin --id my-domain`;

const wordsNote = `
The folder is indexed first, or its index brought up to date; words are those of its passages, in lower case, and the parts of identifiers.
gensim's KeyedVectors.load_word2vec_format reads the file, as do all that read word2vec's formats.

Examples:
  surprisal train words -o words.bin
  surprisal train words docs -o words.txt --text --architecture cbow --dimensions 50`;

export const registerTrain = (program: Command): void => {
  const train = program
    .command('train')
    .summary('train a language model or word vectors, or tune searches')
    .description('Train a language model or word vectors on your own text, or tune searches to it.')
    .addHelpText('after', note);
  registerNgram(train);
  registerWords(train);
  registerTrainAdapter(train);
};

const registerWords = (train: Command): void => {
  const { architecture, dimensions, window, negative, sample, epochs, learningRate, seed } = defaultWord2vecSettings;
  train
    .command('words')
    .summary('vectors of the words of a folder, by word2vec')
    .description('Train vectors of the words of a folder (word2vec).')
    .argument('[directory]', 'the folder', '.')
    .requiredOption('-o, --output <file>', 'where the vectors go')
    .option('--text', "in word2vec's text format; otherwise in its binary one")
    .option('--index <directory>', 'where the index lies')
    .addOption(
      new Option('--architecture <name>', 'a word predicts those around it, or is predicted by their mean')
        .choices(architectures)
        .default(architecture),
    )
    .option('--dimensions <n>', 'of a vector', parseCountFromOne, dimensions)
    .option('--window <n>', 'words on either side, at most', parseCountFromOne, window)
    .option('--negative <n>', 'words drawn for each that is predicted; 0 for none', parseCount, negative)
    .option('--hierarchical-softmax', 'predict by a Huffman tree, besides negative sampling or instead of it')
    .option('--sample <share>', 'leave out words of a greater share at random; 0 keeps all', parseNumber, sample)
    .option('--minimum-count <n>', 'leave out words seen fewer times', parseCountFromOne, 3)
    .option('--epochs <n>', 'how often the text is read', parseCountFromOne, epochs)
    .option('--learning-rate <rate>', 'at the beginning', parseNumber, learningRate)
    .option('--seed <n>', 'with --threads 1 the same seed gives the same vectors', parseCount, seed)
    .option('--threads <n>', 'one a core unless it is said', parseCountFromOne)
    .option('--no-update', 'learn from the index as it is')
    .addHelpText('after', wordsNote)
    .action(async (directory: string, options: WordsTrainingOptions) => {
      const { trainWords } = await import('./train/words');
      process.exitCode = await trainWords(directory, options);
    });
};

const registerNgram = (train: Command): void => {
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
