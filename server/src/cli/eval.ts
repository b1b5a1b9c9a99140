import { type Command, Option } from 'commander';
import { dialectChoices } from '../lexicon/dialect';
import { operatingPoints } from '../proofreading/settings';
import { type EvaluationOptions, type EvaluationResult, exportForms } from './eval/evaluationResult';
import { parseCount, parseCountFromOne } from './optionValues';
import { searchModes } from './search/options';

const examples = `
Examples:
  surprisal eval spelling typos.tsv             isolated words: misspelling<TAB>intended
  surprisal eval context misspelt.jsonl         misspellings in their sentences
  surprisal eval gec dev.m2 --format json       grammar: precision, recall, F0.5
  surprisal eval gec dev.m2 --every 8           on one sentence in eight
  surprisal eval gec dev.m2 --export m2 > hyp.m2; errant_compare -hyp hyp.m2 -ref dev.m2
  surprisal eval jfleg jfleg/dev                fluency: GLEU, ours and the source's
  surprisal eval clean docs                     false alarms on edited prose
  surprisal eval retrieval beir/scifact         search: nDCG@10, recall@10, MRR@10 of each mode
  surprisal eval ask beir/scifact               answers: citations, refusals
  surprisal eval related .                      related files: hit@10, MRR@10 by counts and by item2vec`;

const modelOptions = {
  score: ['ngram, neural, mixed, an imported model, or a model file', 'ngram'],
  check: ['as for check: auto, neural, ngram, an imported model, or a model file', 'auto'],
} as const;

interface Evaluation {
  readonly name: string;
  readonly input: string;
  readonly summary: string;
  /** Takes `--oracle`. */
  readonly hasOracle?: true;
  /** Takes `--model`, as `score` or as `check`. */
  readonly byModel?: keyof typeof modelOptions;
  /** Takes `--every`. */
  readonly sampled?: true;
  /** Takes `--inline-every`. */
  readonly showsInline?: true;
  /** Takes `--export`. */
  readonly exports?: true;
  /** Takes `--mode` and `--keep`. */
  readonly searches?: true;
  /** Takes `--no-rerank`, `--off-topic` and `--keep`. */
  readonly asks?: true;
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
    byModel: 'check',
    load: async () => (await import('./eval/context')).evaluateContext,
  },
  {
    name: 'gec',
    input: 'FILE.m2',
    summary: 'grammatical error correction: P, R, F0.5, clean sentences flagged',
    byModel: 'check',
    sampled: true,
    exports: true,
    hasOracle: true,
    load: async () => async (path, options) =>
      options.oracle === true
        ? (await import('./eval/oracle')).evaluateOracle(path, options)
        : (await import('./eval/grammar')).evaluateGrammar(path, options),
  },
  {
    name: 'jfleg',
    input: 'DIR',
    summary: 'fluency, NAME.src and references NAME.ref0, ...: GLEU without tuning, and that of the source',
    byModel: 'check',
    sampled: true,
    load: async () => (await import('./eval/jfleg')).evaluateJfleg,
  },
  {
    name: 'languagetool',
    input: 'DIR',
    summary: "examples of LanguageTool's rules: errors found and corrected, right sentences flagged",
    byModel: 'check',
    sampled: true,
    load: async () => (await import('./eval/languageTool')).evaluateLanguageTool,
  },
  {
    name: 'blimp',
    input: 'DIR',
    summary: 'minimal pairs, JSON lines {good, bad, paradigm}: P(good) > P(bad)',
    byModel: 'score',
    sampled: true,
    load: async () => (await import('./eval/pairs')).evaluateBlimp,
  },
  {
    name: 'pairs',
    input: 'FILE.jsonl',
    summary: 'minimal pairs by error type, JSON lines {good, bad, type}, judged with length in several ways',
    byModel: 'score',
    sampled: true,
    load: async () => (await import('./eval/pairs')).evaluatePairs,
  },
  {
    name: 'clean',
    input: 'DIR',
    summary: 'flags in a thousand words of edited prose',
    byModel: 'check',
    sampled: true,
    load: async () => (await import('./eval/clean')).evaluateClean,
  },
  {
    name: 'completion',
    input: 'DIR',
    summary: 'keys that a list of words, and text shown behind the caret, save whoever types these texts',
    sampled: true,
    showsInline: true,
    load: async () => (await import('./eval/completion')).evaluateCompletion,
  },
  {
    name: 'perplexity',
    input: 'DIR',
    summary: 'perplexity of a language model, and the share of words it does not know',
    byModel: 'score',
    load: async () => (await import('./eval/perplexity')).evaluatePerplexity,
  },
  {
    name: 'retrieval',
    input: 'DIR',
    summary: 'search: corpus.jsonl, queries.jsonl, qrels.tsv in a folder, or in each folder below it',
    searches: true,
    load: async () => (await import('./eval/retrieval')).evaluateRetrieval,
  },
  {
    name: 'ask',
    input: 'DIR',
    summary:
      'answers: what is cited, and what is refused once the documents that answer are removed; files as for retrieval',
    sampled: true,
    asks: true,
    load: async () => (await import('./eval/ask')).evaluateAsk,
  },
  {
    name: 'related',
    input: 'REPOSITORY',
    summary: "related files: those of a git repository's last commits, told from the commits before",
    load: async () => (await import('./eval/related')).evaluateRelated,
  },
];

export const registerEval = (program: Command): void => {
  const evaluation = program
    .command('eval')
    .summary('measure quality on a file of known answers')
    .description('Measure quality on files of known answers. Nothing is learnt from them.')
    .addHelpText('after', examples);
  for (const {
    name,
    input,
    summary,
    byModel,
    sampled,
    exports,
    hasOracle,
    searches,
    asks,
    showsInline,
    load,
  } of evaluations) {
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
    if (hasOracle) command.option('--oracle', 'which corrections the candidate edits could make at all');
    if (byModel) command.option('--model <model>', ...modelOptions[byModel]);
    if (sampled)
      command.option('--every <n>', 'evaluate a sample: every n-th sentence, pair or document', parseCountFromOne);
    if (exports)
      command.addOption(
        new Option(
          '--export <what>',
          'write edits (m2), gold edits (reference) or corrected text; figures go to standard error',
        ).choices(exportForms),
      );
    if (showsInline)
      command.option('--inline-every <n>', 'ask the neural model in every n-th block, 0 in none', parseCount, 40);
    if (searches)
      command
        .addOption(
          new Option('--mode <mode...>', 'how passages are ranked; all modes unless it is said').choices(searchModes),
        )
        .option('--rerank', 'also have the neural model rank the first passages of the last mode once more')
        .option('--keep <directory>', 'keep the indexes there, so that the next run need not make them');
    if (asks)
      command
        .option('--no-rerank', 'without the neural model')
        .option('--off-topic <directory>', 'also ask the questions of these documents, in the same layout')
        .option('--keep <directory>', 'keep the indexes there, so that the next run need not make them');
    command.action(async (path: string, options: EvaluationOptions) => {
      const evaluate = await load();
      write(await evaluate(path, options), options);
    });
  }
};

const write = (
  { table, json, failures, sample, exported }: EvaluationResult,
  { format, list }: EvaluationOptions,
): void => {
  const note = sample && `\nA sample: one in ${sample.every} of ${sample.of}.`;
  const lines = [table.trimEnd(), ...(note === undefined ? [] : [note]), ...failures.slice(0, list)];
  const figures = format === 'json' ? JSON.stringify({ ...json, ...(sample && { sample }) }) : lines.join('\n');
  const stream = exported === undefined ? process.stdout : process.stderr;
  stream.write(`${figures}\n`);
  if (exported !== undefined) process.stdout.write(exported);
};
