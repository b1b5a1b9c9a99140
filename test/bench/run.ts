/**
 * Measures the figures that the project promises. `npm run bench` prints them and writes them to `test/bench/RESULTS.md`;
 * `npm run bench -- --quick`, without peers and with few repetitions, prints them only.
 * Machines differ and are noisy: read the ratios, medians and p95.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditionsTable } from './conditions';
import { benchKeystrokes } from './keystrokes';
import { benchMarkup } from './markup';
import { benchNeuralError } from './neuralError';
import { benchNeuralProcess } from './neuralProcess';
import { benchNeuralSpeed } from './neuralSpeed';
import { benchNgram } from './ngram';
import { peerProofreaders } from './peerProofreaders';
import { benchProcesses } from './processes';
import { benchClean, benchContext, benchPairs, benchSpelling, evaluationFolder } from './quality';
import { benchSampling } from './sampling';

const quick = process.argv.includes('--quick');
const evaluation = evaluationFolder();
const cleanProse = evaluation === undefined ? undefined : join(evaluation, 'clean-dev');
const peers = quick ? [] : await peerProofreaders();

const parts: string[] = [];
const print = (text: string): void => {
  parts.push(text);
  console.log(`\n${text}`);
};
const section = async (title: string, bench: () => string | Promise<string>): Promise<void> =>
  print(`## ${title}\n\n${(await bench()).trim()}`);

await section('Conditions', () => conditionsTable(peers));
await section('Whole processes', () => benchProcesses(quick ? 5 : 20, cleanProse));
await section('n-gram model', () => benchNgram(join(import.meta.dirname, '../../models/ngram-en.bin'), cleanProse));
await section("The neural model's process", () => benchNeuralProcess(quick ? 3 : 10, cleanProse));
await section('Neural model, error', () => benchNeuralError(!quick));
await section('Sampling', () => benchSampling(join(import.meta.dirname, '../..'), quick ? 200 : 2000));
await section('Neural model, speed', () => benchNeuralSpeed(quick ? 1 : 8, !quick));
await section('In the editor', () => benchKeystrokes(quick ? 50 : 300, cleanProse, peers));
await section('Masking of markup', () => benchMarkup(cleanProse));
if (evaluation === undefined) {
  print('Quality is left out: the evaluation data is not on this machine (SURPRISAL_EVAL names its folder).');
} else {
  await section('Spelling, isolated words', () => benchSpelling(join(evaluation, 'spelling'), peers));
  await section('Spelling in context', () =>
    benchContext(join(evaluation, 'bea19-dev/bea-dev.spelling_in_context.jsonl'), peers),
  );
  await section('Minimal pairs', () => benchPairs(evaluation));
  await section('Clean prose', () => benchClean(join(evaluation, 'clean-dev'), peers));
}

if (!quick) {
  const results = join(import.meta.dirname, 'RESULTS.md');
  writeFileSync(
    results,
    `${['# Benchmarks', 'Written by `npm run bench`; not to be edited by hand.', ...parts].join('\n\n')}\n`,
  );
  console.log(`\nwritten to ${results}`);
}
