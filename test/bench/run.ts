/**
 * Prints the figures that the project promises: `npm run bench`, or `npm run bench -- --quick` without peers and with few repetitions.
 * Machines differ and are noisy: read the ratios, medians and p95.
 */
import { join } from 'node:path';
import { benchMarkup } from './markup';
import { benchNgram } from './ngram';
import { peerProofreaders } from './peerProofreaders';
import { benchProcesses } from './processes';
import { benchClean, benchContext, benchPairs, benchSpelling, evaluationFolder } from './quality';

const quick = process.argv.includes('--quick');
const evaluation = evaluationFolder();
const cleanProse = evaluation === undefined ? undefined : join(evaluation, 'clean-dev');
const peers = quick ? [] : await peerProofreaders();

const section = async (title: string, bench: () => string | Promise<string>): Promise<void> => {
  console.log(`\n## ${title}\n`);
  console.log((await bench()).trim());
};

await section('Whole processes', () => benchProcesses(quick ? 5 : 20, cleanProse));
await section('n-gram model', () => benchNgram(join(import.meta.dirname, '../../models/ngram-en.bin'), cleanProse));
await section('Masking of markup', () => benchMarkup(cleanProse));
if (evaluation === undefined) {
  console.log('\nQuality is left out: the evaluation data is not on this machine (SURPRISAL_EVAL names its folder).');
} else {
  await section('Spelling, isolated words', () => benchSpelling(join(evaluation, 'spelling'), peers));
  await section('Spelling in context', () =>
    benchContext(join(evaluation, 'bea19-dev/bea-dev.spelling_in_context.jsonl'), peers),
  );
  await section('Minimal pairs', () => benchPairs(evaluation));
  await section('Clean prose', () => benchClean(join(evaluation, 'clean-dev'), peers));
}
