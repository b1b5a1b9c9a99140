import { type Command, Option } from 'commander';
import { dialectChoices } from '../lexicon/dialect';
import { operatingPoints } from '../proofreading/settings';
import type { EvaluationOptions, EvaluationResult } from './eval/evaluationResult';
import { parseCount } from './optionValues';

const examples = `
Examples:
  surprisal eval spelling typos.tsv             isolated words: misspelling<TAB>intended
  surprisal eval context misspelt.jsonl         misspellings in their sentences
  surprisal eval gec dev.m2 --format json       grammar: precision, recall, F0.5
  surprisal eval clean docs                     false alarms on edited prose`;

interface Evaluation {
  readonly name: string;
  readonly input: string;
  readonly summary: string;
  /** Takes `--model`. */
  readonly byModel?: true;
  /** Takes `--oracle`. */
  readonly hasOracle?: true;
  load(): Promise<(path: string, options: EvaluationOptions) => Promise<EvaluationResult>>;
}

const evaluations: readonly Evaluation[] = [
  {
    name: 'spelling',
    input: 'FILE.tsv',
    summary: 'isolated words: first suggestion, first five, ceilings',
    load: async () => (await import('./eval/spelling')).evaluateSpelling,
  },
  {
    name: 'context',
    input: 'FILE.jsonl',
    summary: 'misspellings in their sentences: found, first suggestion exact',
    load: async () => (await import('./eval/context')).evaluateContext,
  },
  {
    name: 'gec',
    input: 'FILE.m2',
    summary: 'grammatical error correction: P, R, F0.5, clean sentences flagged',
    hasOracle: true,
    load: async () => async (path, options) =>
      options.oracle === true
        ? (await import('./eval/oracle')).evaluateOracle(path, options)
        : (await import('./eval/grammar')).evaluateGrammar(path, options),
  },
  {
    name: 'blimp',
    input: 'DIR',
    summary: 'minimal pairs, JSON lines {good, bad, paradigm}: P(good) > P(bad)',
    byModel: true,
    load: async () => (await import('./eval/pairs')).evaluateBlimp,
  },
  {
    name: 'pairs',
    input: 'FILE.jsonl',
    summary: 'minimal pairs by error type, JSON lines {good, bad, type}, judged with length in several ways',
    byModel: true,
    load: async () => (await import('./eval/pairs')).evaluatePairs,
  },
  {
    name: 'clean',
    input: 'DIR',
    summary: 'flags in a thousand words of edited prose',
    load: async () => (await import('./eval/clean')).evaluateClean,
  },
  {
    name: 'perplexity',
    input: 'DIR',
    summary: 'perplexity of a language model, and the share of words it does not know',
    byModel: true,
    load: async () => (await import('./eval/perplexity')).evaluatePerplexity,
  },
];

export const registerEval = (program: Command): void => {
  const evaluation = program
    .command('eval')
    .summary('measure quality on a file of known answers')
    .description('Measure quality on files of known answers. Nothing is learnt from them.')
    .addHelpText('after', examples);
  for (const { name, input, summary, byModel, hasOracle, load } of evaluations) {
    const command = evaluation
      .command(name)
      .summary(summary)
      .description(summary)
      .argument(`<${input}>`)
      .addOption(
        new Option('-f, --format <format>', 'how the figures are written').choices(['text', 'json']).default('text'),
      )
      .addOption(new Option('--dialect <dialect>', 'variety of English').choices(dialectChoices).default('en'))
      .addOption(
        new Option('--operating-point <point>', 'how sure a finding must be')
          .choices(operatingPoints)
          .default('balanced'),
      )
      .option('--list <count>', 'also print this many failures (text format)', parseCount, 0);
    if (byModel) command.option('--model <model>', 'ngram, neural, mixed, an imported model, or a model file', 'ngram');
    if (hasOracle) command.option('--oracle', 'which corrections the candidate edits could make at all');
    command.action(async (path: string, options: EvaluationOptions) => {
      const evaluate = await load();
      const { table, json, failures } = await evaluate(path, options);
      if (options.format === 'json') process.stdout.write(`${JSON.stringify(json)}\n`);
      else
        process.stdout.write(
          table +
            failures
              .slice(0, options.list)
              .map((line) => `${line}\n`)
              .join(''),
        );
    });
  }
};
