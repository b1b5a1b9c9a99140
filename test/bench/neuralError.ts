// Error of the shipped neural model against its own weights in float32, beside llama.cpp's on the GGUF that they come from, in one run:
// `tsx test/bench/neuralError.ts`. llama.cpp's Python module is that of `npm run bench:peers`, or of the Python that SURPRISAL_LLAMA_PYTHON names.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readModelFiles, shippedModelPath } from '../../server/src/inference/modelFiles';
import { shippedNeuralModel } from '../../server/src/inference/neuralModel';
import { SubwordTokenizer } from '../../server/src/lm/neural/tokenizer';
import { errorsOf, type ReferenceScores, referenceScores, toleranceHere } from '../support/neuralReference';
import { markdownTable, quantile } from './table';

const peersPython = fileURLToPath(new URL('peers/venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('peers/llamaScores.py', import.meta.url));
const THREADS = 2;

/** @param withPeer also llama.cpp, which takes two minutes of processor time */
export const benchNeuralError = async (withPeer: boolean): Promise<string> => {
  const references = referenceScores();
  const model = shippedNeuralModel({ threads: THREADS });
  let ours: readonly number[];
  try {
    ours = await errorsOf(model, references);
  } finally {
    model.dispose();
  }
  const rows = [row('Surprisal', ours)];
  const peer = withPeer ? llamaErrors(references) : 'llama.cpp is left out of quick runs.';
  if (typeof peer !== 'string') rows.push(row(`llama-cpp-python ${peer.version}`, peer.errors));
  const head = ['model', 'subwords', 'mean', '99th percentile', 'greatest, nat'];
  const notes = typeof peer === 'string' ? peer : `llama.cpp was built with ${peer.system}.`;
  return `Against the same weights in float32, ${references.length} texts, ${toleranceHere().instructions}.\n\n${markdownTable(head, rows)}\n${notes}\n`;
};

const row = (name: string, errors: readonly number[]): string[] => [
  name,
  `${errors.length}`,
  (errors.reduce((sum, error) => sum + error, 0) / errors.length).toFixed(4),
  quantile(errors, 0.99).toFixed(3),
  Math.max(...errors).toFixed(3),
];

/** Errors of llama.cpp, or why there are none. */
function llamaErrors(
  references: readonly ReferenceScores[],
): { readonly version: string; readonly system: string; readonly errors: readonly number[] } | string {
  const files = readModelFiles(shippedModelPath());
  const tokenizer = new SubwordTokenizer(JSON.parse(readFileSync(files.pathOf('tokenizer'), 'utf8')));
  const texts = references.map(({ text }) => tokenizer.encode(text).ids);
  const { status, stdout, stderr, error } = spawnSync(process.env['SURPRISAL_LLAMA_PYTHON'] ?? peersPython, [script], {
    input: JSON.stringify({ prefix: files.prefix('text').tokens, texts, threads: THREADS }),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim().split('\n').at(-1);
    return `llama.cpp is left out: run \`npm run bench:peers\` first (${reason}).`;
  }
  const answer = JSON.parse(stdout) as { version: string; system: string; scores: readonly (readonly number[])[] };
  const errors = references.flatMap(({ logProbabilities }, i) =>
    logProbabilities.map((exact, j) => Math.abs(answer.scores[i]![j]! - exact)),
  );
  return { version: answer.version, system: answer.system, errors };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await benchNeuralError(true));
