import { type Command, Option } from 'commander';
import { defaultAskSettings } from '../configuration/askSettings';
import { type AskCommandOptions, askFormats } from './ask/options';
import { embeddingModelOption } from './embeddingModelOption';
import { endpointOptions } from './endpointOptions';
import { parseCountFromOne, parseNumber, parseText } from './optionValues';
import { severalValues } from './severalValues';

const examples = `
Examples:
  surprisal ask 'How is a lock taken over?'
  surprisal ask 'When is the index made anew?' docs
  surprisal ask --no-generate --format json 'Which files are left out?'
  surprisal ask --format markdown 'How do I set the threads?' >> notes.md
  surprisal ask --endpoint http://127.0.0.1:8080 'How is a lock taken over?'   llama.cpp's server writes
  surprisal ask --show-prompt --temperature 0.7 'What is a passage?'

First the sentences of the folder that answer best, with file and line; then a short text that the neural model
writes from the best passages, each sentence checked against them.
A folder that has no index is indexed first; one that has is brought up to date.
Exit code: 0 answered, 1 not found in this folder, 2 an error.`;

export const registerAsk = (program: Command): void => {
  const { extracts, passages, promptTokens, maxTokens, temperature } = defaultAskSettings;
  const [endpoint, endpointModel, endpointApi] = endpointOptions();
  program
    .command('ask')
    .summary('answer a question from the passages of a folder')
    .description('Answer a question from the passages of a folder, with citations.')
    .argument('<question>', 'what you want to know', parseText)
    .argument('[directory]', 'the folder', '.')
    .addOption(new Option('-f, --format <format>', 'how the answer is written').choices(askFormats).default('text'))
    .option('--extracts <count>', 'sentences that are shown at most', parseCountFromOne, extracts)
    .option('--no-rerank', 'do not have the neural model judge the passages')
    .option('--no-generate', 'extracts alone')
    .optionsGroup('Generated text:')
    .option('--model <model>', 'neural, or an imported neural model', 'neural')
    .addOption(endpoint)
    .addOption(endpointModel)
    .addOption(endpointApi)
    .option('--passages <count>', 'passages that the prompt holds at most', parseCountFromOne, passages)
    .option(
      '--prompt-tokens <count>',
      'length of the prompt in subwords, 900 at most unless a larger model writes',
      parseCountFromOne,
      promptTokens,
    )
    .option('--max-tokens <count>', 'length of the text in subwords', parseCountFromOne, maxTokens)
    .option('--temperature <number>', '0 takes the likeliest, more is wilder', parseNumber, temperature)
    .option('--template <file>', 'the prompt, with {passages} and {question} in it')
    .option('--drop-unsupported', 'leave out sentences that the passages do not support, rather than mark them')
    .option('--show-prompt', 'also print the exact prompt')
    .optionsGroup('Where to look:')
    .addOption(embeddingModelOption())
    .option('--index <directory>', 'where the index lies')
    .addOption(new Option('--store <address>', 'what others have indexed on a PostgreSQL server').conflicts('index'))
    .option(
      '--source <name>',
      'only in what was indexed in the store under this name; may be given again',
      severalValues,
    )
    .option('--path <glob>', 'only in files that match; with ! before it, in others; may be given again', severalValues)
    .option('--language <id>', 'only in files of a language, e.g. markdown; may be given again', severalValues)
    .option('--no-update', 'search the index as it is')
    .addHelpText('after', examples)
    .action(async (question: string, directory: string, options: AskCommandOptions) => {
      const { runAsk } = await import('./ask/run');
      process.exitCode = await runAsk(question, directory, options);
    });
};
