import { type Command, Option } from 'commander';
import { dialectChoices } from '../lexicon/dialect';
import { operatingPoints } from '../proofreading/settings';
import { type CheckOptions, failureNames, formats } from './check/options';
import { parseBytes, parseNames, parseProbability } from './optionValues';

const examples = `
Examples:
  surprisal check README.md docs            files, and what lies in a directory
  surprisal check 'docs/**/*.md'            a glob; .gitignore and .surprisalignore are kept to
  git log -1 --format=%B | surprisal check --language git-commit -
  surprisal check --fix README.md           repair what is safe to repair
  surprisal check --changed-since origin/main .
                                            only what this branch wrote
  surprisal check --update-baseline . && surprisal check --baseline .surprisal-baseline.json .
                                            only what is new from now on

Exit code: 0 nothing found, 1 findings, 2 an error.`;

export const registerCheck = (program: Command): void => {
  program
    .command('check')
    .summary('proofread files')
    .description('Proofread files: say where a text is improbable and what would be better.')
    .argument('[files...]', 'files, directories, globs, or - for standard input')
    .addOption(new Option('-f, --format <format>', 'how findings are written').choices(formats).default('text'))
    .option('--lines', 'each line of the input is a document of its own')
    .option('--language <id>', "the files' language, e.g. markdown, latex, python; otherwise told by their names")
    .option('--stdin-path <path>', 'the name standard input goes by: for its language and configuration')
    .addOption(new Option('--dialect <dialect>', 'variety of English').choices(dialectChoices))
    .addOption(new Option('--operating-point <point>', 'how sure a finding must be').choices(operatingPoints))
    .option('--min-confidence <probability>', 'drop findings less sure than this', parseProbability)
    .option(
      '--model <model>',
      'who judges: auto, ngram (at once), neural, an imported n-gram model, or its file',
      'auto',
    )
    .option('--fix', 'repair what is safe to repair, in place')
    .option('--config <file>', 'use this configuration instead of the nearest .surprisal.json')
    .option('--no-config', 'use no configuration and no dictionary of your own')
    .option('--fail-on <names>', 'exit 1 only for these kinds or severities', parseNames(failureNames))
    .option('--exit-zero', 'exit 0 whatever is found')
    .option('--changed-since <ref>', 'only lines that changed since this branch left a git revision')
    .option('--baseline <file>', 'leave out the findings that this file remembers')
    .option('--update-baseline', 'remember the present findings (default: .surprisal-baseline.json)')
    .option('--max-file-size <size>', 'refuse larger files', parseBytes, 10_000_000)
    .addHelpText('after', examples)
    .action(async (files: string[], options: CheckOptions) => {
      const { runCheck } = await import('./check/run');
      process.exitCode = await runCheck(files, options);
    });
};
