import { type Command, Option } from 'commander';
import { CommandError } from './commandError';
import { embeddingModelOption } from './embeddingModelOption';
import { parseCountFromOne } from './optionValues';
import { type RelatedCommandOptions, relatedFormats } from './related/options';
import type { RelatedWordOptions } from './related/wordOptions';
import { severalValues } from './severalValues';

const examples = `
Examples:
  surprisal related src/locks.ts
  surprisal related --limit 3 --format jsonl docs/install.md
  surprisal related --word lock
  surprisal related --word king --word woman --without man --vectors vectors.bin

Files are related that commits change together, or with the same others. A file that is in no commit yet is compared by its
text, where its repository has an index (surprisal index).
Words are related that stand among the same words in this folder (word2vec). Both are learnt when they are first asked for.
Exit code: 0 something was found, 1 nothing, 2 an error.`;

export const registerRelated = (program: Command): void => {
  program
    .command('related')
    .summary('files that change together with one, or words that stand among the same words')
    .description(
      'Find files that belong to one by the history of their git repository, or words that stand among the same words of a folder, best first.',
    )
    .argument('[file]', 'the file')
    .addOption(new Option('-f, --format <format>', 'how they are written').choices(relatedFormats).default('text'))
    .option('--limit <count>', 'files or words at most', parseCountFromOne, 10)
    .option(
      '--history <commits>',
      'of files: the newest commits that are looked at, at most',
      parseCountFromOne,
      20_000,
    )
    .addOption(embeddingModelOption())
    .option('--word <word>', 'in place of a file: a word; may be given again', severalValues)
    .option('--without <word>', 'a word to which the others are compared; may be given again', severalValues)
    .option('--vectors <file>', "in place of a folder's words: vectors in word2vec's text or binary format")
    .option('--dir <directory>', 'of words: the folder', '.')
    .option('--index <directory>', 'where the index lies; what was learnt is kept beside it')
    .option('--no-update', 'of words: answer from what was learnt')
    .addHelpText('after', examples)
    .action(async (file: string | undefined, options: RelatedCommandOptions & Partial<RelatedWordOptions>) => {
      const { word } = options;
      if ((file === undefined) === (word === undefined))
        throw new CommandError('related takes a file, or --word WORD in place of one');
      if (file !== undefined) {
        const { runRelated } = await import('./related/run');
        process.exitCode = await runRelated(file, options);
      } else {
        const { runRelatedWord } = await import('./related/word');
        process.exitCode = await runRelatedWord({ ...(options as RelatedWordOptions), word: word! });
      }
    });
};
