import { type Command, Option } from 'commander';
import { parseCountFromOne } from './optionValues';
import { type RelatedWordOptions, relatedWordFormats } from './related/wordOptions';

const examples = `
Examples:
  surprisal related --word lock
  surprisal related --word king --word woman --without man --vectors vectors.bin

Words are related that stand among the same words in this folder (word2vec); they are learnt when they are first asked for.
Exit code: 0 something was found, 1 nothing, 2 an error.`;

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const registerRelated = (program: Command): void => {
  program
    .command('related')
    .summary('words that stand among the same words as one')
    .description('Find words that stand among the same words of a folder as one, the most similar first.')
    .requiredOption('--word <word>', 'the word; may be given again', several)
    .option('--without <word>', 'a word to which the others are compared; may be given again', several)
    .option('--vectors <file>', "in place of a folder's words: vectors in word2vec's text or binary format")
    .addOption(new Option('-f, --format <format>', 'how words are written').choices(relatedWordFormats).default('text'))
    .option('--dir <directory>', 'the folder', '.')
    .option('--index <directory>', 'where the index lies')
    .option('--limit <count>', 'words at most', parseCountFromOne, 10)
    .option('--no-update', 'answer from what was learnt')
    .addHelpText('after', examples)
    .action(async (options: RelatedWordOptions) => {
      const { runRelatedWord } = await import('./related/word');
      process.exitCode = await runRelatedWord(options);
    });
};
