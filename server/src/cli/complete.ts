import { type Command, Option } from 'commander';
import { type CompleteOptions, completeFormats } from './complete/options';
import { parseBytes, parseCount, parseNumber, parsePosition, parseProbability, parseText } from './optionValues';

const examples = `
Examples:
  surprisal complete --prompt 'They went to the'
  surprisal complete --prompt 'They went to the' --count 5 --temperature 1.2
  surprisal complete --temperature 0 --max-tokens 20 --stop . --prompt 'The model was trained on'
  surprisal complete chapter.md --at 12:40       what could stand at line 12, column 40
  surprisal complete --prompt 'It was signed on ' --pattern '\\d{1,2} (May|June) 20\\d\\d'
  surprisal complete --prompt 'The answer is ' --alternatives yes no 'not known'
  surprisal complete --prompt 'Hello. ' --constraint 'Dear {all|team}, thank you for {}.'
  surprisal complete --prompt 'Our product' --vocabulary glossary.txt --ban leverage synergy
  head -5 draft.txt | surprisal complete --format json

What is printed is the continuation alone. The same seed gives the same text.
Exit code: 0 done, 2 an error.`;

const sampling = 'Sampling (the samplers of llama.cpp, in its order):';
const constraints = 'Constraints (all but banned words exclude each other):';

export const registerComplete = (program: Command): void => {
  program
    .command('complete')
    .summary('continue a text with the neural language model')
    .description('Continue a text with the neural language model.')
    .argument('[file]', 'continue this file, or - for standard input')
    .option('-p, --prompt <text>', 'continue this text, or - for standard input', parseText)
    .option('--at <line:column>', 'where in the file; otherwise at its end', parsePosition)
    .addOption(new Option('-f, --format <format>', 'how texts are written').choices(completeFormats).default('text'))
    .option('-n, --count <number>', 'how many texts', parseCount, 1)
    .addOption(new Option('--n <number>').argParser(parseCount).hideHelp())
    .option('--max-tokens <number>', 'the greatest length, in subwords', parseCount, 48)
    .option('--stop <texts...>', 'end before any of these')
    .optionsGroup(sampling)
    .option('--repetition-penalty <number>', 'above 1: against words of the last 64 tokens', parseNumber, 1)
    .option('--top-k <number>', 'keep the k likeliest tokens, 0 all', parseCount, 40)
    .option('--top-p <p>', 'keep the likeliest that make up this share, 1 all', parseProbability, 0.95)
    .option('--min-p <p>', 'keep those at least p times as likely as the likeliest, 0 all', parseProbability, 0.05)
    .option(
      '--temperature <number>',
      '0 takes the likeliest, 1 draws as the model says, more is wilder',
      parseNumber,
      0.8,
    )
    .option('--seed <number>', 'start the random numbers here; otherwise anew each time', parseCount)
    .optionsGroup(constraints)
    .option('--vocabulary <file>', 'use only the words of this list, one a line')
    .option('--pattern <expression>', 'match this regular expression as a whole', parseText)
    .option('--alternatives <texts...>', 'be one of these')
    .option('--constraint <template>', 'fill this: {one|other} is a choice, {} what the model writes', parseText)
    .option('--ban <words...>', 'never use these words')
    .optionsGroup('Other options:')
    .option('--model <model>', 'neural, or an imported neural model', 'neural')
    .option('--max-file-size <size>', 'refuse larger files', parseBytes, 10_000_000)
    .addHelpText('after', examples)
    .action(async (file: string | undefined, options: CompleteOptions) => {
      const { runComplete } = await import('./complete/run');
      process.exitCode = await runComplete(file, options);
    });
};
