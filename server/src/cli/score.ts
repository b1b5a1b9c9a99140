import { type Command, Option } from 'commander';
import { parseBytes } from './optionValues';
import type { ScoreOptions } from './score/options';
import { scoreFormats } from './score/options';

const examples = `
Examples:
  surprisal score chapter.md                each sentence, and the whole
  surprisal score --tokens --format jsonl chapter.md
  echo 'It has no mistaeks.' | surprisal score --lines --tokens -
  surprisal score --compare draft.md final.md

Log probabilities are natural, cross-entropy is in bits a token; sentence ends are counted, code and formulas are not.
Exit code: 0 done, 2 an error.`;

export const registerScore = (program: Command): void => {
  program
    .command('score')
    .summary('log likelihood, cross-entropy and perplexity of texts')
    .description(
      'Score texts with a language model: log likelihood, cross-entropy and perplexity of sentences and documents.',
    )
    .argument('[files...]', 'files, or - for standard input')
    .addOption(new Option('-f, --format <format>', 'how scores are written').choices(scoreFormats).default('text'))
    .option('--lines', 'each line is a sentence of its own, scored as it stands')
    .option('--tokens', "also each token's score")
    .option('--compare', "two files side by side, and the Kullback-Leibler divergence of their words' distributions")
    .option('--language <id>', "the files' language, e.g. markdown; otherwise told by their names")
    .option('--model <model>', 'auto, ngram, neural, mixed, an imported model, or a model file', 'auto')
    .option('--max-file-size <size>', 'refuse larger files', parseBytes, 10_000_000)
    .addHelpText('after', examples)
    .action(async (files: string[], options: ScoreOptions) => {
      const { runScore } = await import('./score/run');
      process.exitCode = await runScore(files, options);
    });
};
