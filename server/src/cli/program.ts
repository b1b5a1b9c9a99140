import { Command, CommanderError } from 'commander';
import { spareMemory } from '../platform/memory';
import { packageVersion } from '../platform/userFolders';
import { CommandError, exitCodes } from './commandError';
import { endQuietlyOnClosedPipe, printDebug, printMessage } from './console';
import type { ProgramHost } from './programHost';

interface SubCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<(program: Command, host: ProgramHost) => void>;
}

/** Only the sub-command that is run is loaded. */
const subCommands: readonly SubCommand[] = [
  {
    name: 'check',
    summary: 'proofread files',
    load: async () => (await import('./check')).registerCheck,
  },
  {
    name: 'score',
    summary: 'log likelihood, cross-entropy and perplexity of texts',
    load: async () => (await import('./score')).registerScore,
  },
  {
    name: 'rank',
    summary: 're-rank n-best lists of speech recognition or translation',
    load: async () => (await import('./rank')).registerRank,
  },
  {
    name: 'complete',
    summary: 'continue a text with the neural language model',
    load: async () => (await import('./complete')).registerComplete,
  },
  {
    name: 'index',
    summary: 'index a folder for search',
    load: async () => (await import('./index')).registerIndex,
  },
  {
    name: 'search',
    summary: 'search the passages of a folder',
    load: async () => (await import('./search')).registerSearch,
  },
  {
    name: 'ask',
    summary: 'answer a question from the passages of a folder',
    load: async () => (await import('./ask')).registerAsk,
  },
  {
    name: 'duplicates',
    summary: 'passages of a folder that are nearly the same',
    load: async () => (await import('./duplicates')).registerDuplicates,
  },
  {
    name: 'related',
    summary: 'files that change together with one, or words that stand among the same words',
    load: async () => (await import('./related')).registerRelated,
  },
  {
    name: 'train',
    summary: 'train a language model, or word vectors, on your own text',
    load: async () => (await import('./train')).registerTrain,
  },
  {
    name: 'models',
    summary: 'list, verify, import and remove models',
    load: async () => (await import('./models')).registerModels,
  },
  {
    name: 'lsp',
    summary: 'the language server, for editors',
    load: async () => (await import('./lsp')).registerLsp,
  },
  {
    name: 'mcp',
    summary: 'tools for assistants, by the Model Context Protocol',
    load: async () => (await import('./mcp')).registerMcp,
  },
  {
    name: 'eval',
    summary: 'measure quality on files of known answers',
    load: async () => (await import('./eval')).registerEval,
  },
];

const examples = `
Examples:
  surprisal check README.md
  surprisal help check

Set SURPRISAL_DEBUG=1 to see where an error comes from.`;

/** Commander writes an error and a suggestion on two lines, and says "error" itself: one line of ours instead. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n+\(Did you mean (.*?)\?\)$/s, '; did you mean $1?')
    .replace(/^unknown command '[^']*'$/, '$&; see surprisal --help')
    .replaceAll('\n', ' ');

const createProgram = (): Command =>
  new Command('surprisal')
    .description('Says where a text is improbable, and what would be better.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ outputError: (text) => printMessage(oneLine(text)) })
    .addHelpText('after', examples);

/**
 * Runs the command line. The exit code is left in `process.exitCode`, so that what was written reaches its reader.
 * @param parameters The arguments after the program's name.
 */
export const runProgram = async (parameters: readonly string[], host: ProgramHost): Promise<void> => {
  endQuietlyOnClosedPipe();
  const program = createProgram();
  try {
    const asked = parameters[0] === 'help' ? parameters[1] : parameters[0];
    const chosen = subCommands.find(({ name }) => name === asked);
    // Commander would print the whole help.
    if (parameters[0] === 'help' && asked !== undefined && !asked.startsWith('-') && chosen === undefined)
      throw new CommandError(`unknown command '${asked}'; see surprisal --help`);
    // A check spares memory when it has much to do. An index run takes a seventh more processor
    // time with it (6.0 s instead of 5.2 for 28 MB), and 30 MB less.
    if (chosen?.name !== 'check' && chosen?.name !== 'index') await spareMemory();
    if (chosen !== undefined) (await chosen.load())(program, host);
    for (const { name, summary } of subCommands) if (name !== chosen?.name) program.command(name).description(summary);
    await program.parseAsync([...parameters], { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodes.error;
    if (error instanceof CommanderError) {
      // Help and version come as exceptions too.
      if (error.exitCode === 0) process.exitCode = exitCodes.nothingFound;
      return;
    }
    if (error instanceof CommandError) printMessage(error.message);
    else printMessage(`unexpected: ${(error as Error).message}; set SURPRISAL_DEBUG=1 to see where this comes from`);
    printDebug(error instanceof CommandError && error.cause !== undefined ? error.cause : error);
  }
};
