import { type Command, Option } from 'commander';
import { parseNumber } from './optionValues';
import { type RankOptions, rankFormats } from './rank/options';

const examples = `
Input, a line each:
  {"id":"1","hypotheses":[{"text":"recognise speech","score":-3.2},{"text":"wreck a nice beach","score":-3.1}]}

Examples:
  surprisal rank nbest.jsonl
  surprisal rank --weight 0.8 - < nbest.jsonl
  surprisal rank --format text nbest.jsonl  the best text of each list

Exit code: 0 done, 2 an error; lists that cannot be read are named and left out.`;

export const registerRank = (program: Command): void => {
  program
    .command('rank')
    .summary('re-rank n-best lists of speech recognition or translation')
    .description('Re-rank n-best lists by the log probability of each hypothesis, best first.')
    .argument('[file]', 'a file of lists, or - for standard input', '-')
    .addOption(new Option('-f, --format <format>', 'how lists are written').choices(rankFormats).default('jsonl'))
    .option('--weight <number>', "add this many times the list's own score", parseNumber)
    .option('--model <model>', 'auto, ngram, neural, mixed, an imported model, or a model file', 'auto')
    .addHelpText('after', examples)
    .action(async (file: string, options: RankOptions) => {
      const { runRank } = await import('./rank/run');
      process.exitCode = await runRank(file, options);
    });
};
