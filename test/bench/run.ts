/**
 * Measures the figures that the project promises. `npm run bench` prints them and writes them to `test/bench/RESULTS.md`;
 * `npm run bench -- --quick`, without peers and with few repetitions, prints them only. `npm run bench -- --only TITLE` measures one section, and puts
 * it where it stands in `RESULTS.md`.
 * Machines differ and are noisy: read the ratios, medians and p95.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchAdapter, documentedSources } from './adapter';
import { benchAsk } from './ask';
import { benchCompletion } from './completion';
import { conditionsTable, revision } from './conditions';
import { benchEmbedding } from './embedding';
import { benchGhostText } from './ghostText';
import { benchGrammar } from './grammar';
import { benchGrammarLatency } from './grammarLatency';
import { benchKeystrokes } from './keystrokes';
import { benchMarkup } from './markup';
import { benchNeuralError } from './neuralError';
import { benchNeuralProcess } from './neuralProcess';
import { benchNeuralSpeed } from './neuralSpeed';
import { benchNgram } from './ngram';
import { benchPassages } from './passages';
import { peerProofreaders } from './peerProofreaders';
import { benchPostgresStore } from './postgresStore';
import { benchProcesses } from './processes';
import { benchClean, benchContext, benchPairs, benchSpelling, evaluationFolder } from './quality';
import { benchSampling } from './sampling';
import { benchSearchIndex } from './searchIndex';
import { benchTermSearch } from './termSearch';
import { benchVectorSearch } from './vectorSearch';
import { benchWord2vec } from './word2vec';

const quick = process.argv.includes('--quick');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const evaluation = evaluationFolder();
const cleanProse = evaluation === undefined ? undefined : join(evaluation, 'clean-dev');
const peers = quick ? [] : await peerProofreaders();

const results = join(import.meta.dirname, 'RESULTS.md');
const parts: string[] = [];
const print = (text: string): void => {
  parts.push(text);
  console.log(`\n${text}`);
};
const section = async (title: string, bench: () => string | Promise<string>): Promise<void> => {
  if (only !== undefined && only !== title) return;
  const apart =
    only === undefined
      ? ''
      : `Measured apart from the rest, ${new Date().toISOString().slice(0, 10)}, commit ${revision()}.\n\n`;
  print(`## ${title}\n\n${apart}${(await bench()).trim()}`);
};

/** The README's table of grammar, between the two comments that say so. */
const writeReadmeTable = (table: string): void => {
  const path = join(import.meta.dirname, '../../README.md');
  const readme = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    readme.replace(/(<!-- bench: grammar -->\n).*?(?=<!-- end -->)/s, (_, start) => `${start}\n${table}\n`),
  );
};

await section('Conditions', () => conditionsTable(peers));
await section('Whole processes', () => benchProcesses(quick ? 5 : 20, cleanProse));
await section('n-gram model', () => benchNgram(join(import.meta.dirname, '../../models/ngram-en.bin'), cleanProse));
await section("The neural model's process", () => benchNeuralProcess(quick ? 3 : 10, cleanProse));
await section('Neural model, error', () => benchNeuralError(!quick));
await section('Sampling', () => benchSampling(join(import.meta.dirname, '../..'), quick ? 200 : 10_000));
await section('Search index', () => benchSearchIndex(join(import.meta.dirname, '../..'), quick ? 500 : 10_000));
await section('Neural model, speed', () => benchNeuralSpeed(quick ? 1 : 8, !quick));
await section('In the editor', () => benchKeystrokes(quick ? 50 : 300, cleanProse, peers));
await section('Completion', () => benchCompletion(cleanProse, quick));
await section('Text behind the caret', () => benchGhostText(quick ? 5 : 120, quick ? 20 : 1000, !quick));
await section('Grammar in the editor', () => benchGrammarLatency(quick ? 3 : 60, quick ? 300 : 10_000, cleanProse));
await section('Search by terms', () =>
  benchTermSearch(join(import.meta.dirname, '../../node_modules'), quick ? 20 : 100),
);
await section('Passages', () => benchPassages(join(import.meta.dirname, '../..'), quick ? 1 : 4));
await section('Embedding', () => benchEmbedding(quick ? 1 : 9, !quick));
await section('Ask', () => benchAsk(quick));
await section('Vector search', () => benchVectorSearch(quick ? 5000 : 100_000, !quick));
await section('word2vec', () => benchWord2vec(quick ? 50_000 : 200_000, !quick));
// It takes half an hour of both processors, and a server that `npm run test:postgres` installs: only when it is named.
const passages = Number(process.env['SURPRISAL_BENCH_PASSAGES'] ?? (quick ? 20_000 : 1_000_000));
if (only === 'Store in PostgreSQL') await section(only, () => benchPostgresStore(passages));
// They embed some thousand passages each, for minutes: only when they are named.
if (only === 'Adapter') await section(only, () => benchAdapter(documentedSources.numpy));
if (only === 'Adapter, Python') await section(only, () => benchAdapter(documentedSources.python));
await section('Masking of markup', () => benchMarkup(cleanProse));
if (evaluation === undefined) {
  print('Quality is left out: the evaluation data is not on this machine (SURPRISAL_EVAL names its folder).');
} else {
  await section('Spelling, isolated words', () => benchSpelling(join(evaluation, 'spelling'), peers));
  await section('Spelling in context', () =>
    benchContext(join(evaluation, 'bea19-dev/bea-dev.spelling_in_context.jsonl'), peers),
  );
  await section('Minimal pairs', () => benchPairs(evaluation, quick));
  await section('Clean prose', () => benchClean(join(evaluation, 'clean-dev'), peers));
  await section('Grammar', async () => {
    const { report, readme } = await benchGrammar(evaluation, peers, quick);
    if (!quick) writeReadmeTable(readme);
    return report;
  });
}

const head = ['# Benchmarks', 'Written by `npm run bench`; not to be edited by hand.'];

/** The present results with a section as it was measured now, in its place or at the end. */
const withSection = (part: string): string => {
  const [title] = part.split('\n');
  const sections = readFileSync(results, 'utf8')
    .trimEnd()
    .split(/\n\n(?=## )/);
  const place = sections.findIndex((section) => section.startsWith(`${title}\n`));
  return (place < 0 ? [...sections, part] : sections.with(place, part)).join('\n\n');
};

if (only !== undefined && parts.length === 0) throw new Error(`no section is called "${only}"`);
if (!quick) {
  writeFileSync(results, `${only === undefined ? [...head, ...parts].join('\n\n') : withSection(parts[0]!)}\n`);
  console.log(`\nwritten to ${results}`);
}
