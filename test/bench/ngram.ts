// Speed and perplexity of the shipped n-gram model, beside KenLM with the same n-grams on the same text in the same run:
// `tsx test/bench/ngram.ts [MODEL]`. KenLM's Python module is that of `npm run bench:peers`, or of the Python that SURPRISAL_KENLM_PYTHON names.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PerplexityMeter } from '../../server/src/evaluation/perplexity';
import { arpaOfCompact } from '../../server/src/lm/ngram/arpaOfCompact';
import { modelSentences } from '../../server/src/lm/ngram/modelSentences';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { withClasses } from '../../server/src/lm/ngram/withClasses';
import type { WordModel } from '../../server/src/lm/wordModel';
import { maskMarkdown } from '../../server/src/text/markup/markdown/markdown';
import { evaluationFolder } from './quality';
import { markdownTable, median } from './table';

/** Where `npm run bench:peers` installs KenLM. */
const peersPython = fileURLToPath(new URL('peers/venv/bin/python', import.meta.url));

const ROUNDS = 9;

/** Times of one core, so that other work on the machine counts less. */
const cpuMs = (): number => process.cpuUsage().user / 1000;

/** @param folder of Markdown files; absent: the sentences of the test corpus */
export const benchNgram = (modelPath: string, folder: string | undefined): string => {
  const bytes = readFileSync(modelPath);
  const loads = Array.from({ length: 5 }, () => {
    const start = performance.now();
    NgramModel.read(bytes);
    return performance.now() - start;
  });
  const model = NgramModel.read(bytes);
  const sentences = folder === undefined ? corpusSentences() : markdownSentences(folder);
  const { perplexity, perplexityWithUnknown, outOfVocabularyRate, tokens } = perplexityOf(model, sentences);
  const mixed = withClasses(model);

  const ids = sentences.map((words) => Uint32Array.from([1, ...words.map((word) => model.idOf(word)), 2]));
  const mixedSpeeds = Array.from({ length: ROUNDS }, () => leftToRight(mixed, ids));
  const speeds = Array.from({ length: ROUNDS }, () => [leftToRight(model, ids), scattered(model, ids)] as const);
  const millions = (values: readonly number[]): string => median(values).toFixed(2);
  const rows = [
    ['size', `${(bytes.length / 1e6).toFixed(2)} MB, ${model.description.ngrams.join(' / ')} n-grams`],
    ['load, median', `${median(loads).toFixed(1)} ms`],
    ['perplexity', `${perplexity.toFixed(2)} (${tokens} tokens)`],
    [
      'with unknown words',
      `${perplexityWithUnknown.toFixed(2)} (${(100 * outOfVocabularyRate).toFixed(2)} % of tokens)`,
    ],
    ['perplexity with classes', perplexityOf(mixed, sentences).perplexity.toFixed(2)],
    ['left to right, median', `${millions(speeds.map(([speed]) => speed))} M look-ups a second`],
    ['scattered, median', `${millions(speeds.map(([, speed]) => speed))} M look-ups a second`],
    ['left to right with classes, median', `${millions(mixedSpeeds)} M look-ups a second`],
    ...kenlm(bytes, sentences),
  ];
  return markdownTable(['n-gram model', 'figure'], rows);
};

function perplexityOf(model: WordModel, sentences: readonly (readonly string[])[]) {
  const meter = new PerplexityMeter(model);
  for (const words of sentences) meter.add(words);
  return meter.result();
}

function leftToRight(model: WordModel, sentences: readonly Uint32Array[]): number {
  const start = cpuMs();
  let count = 0;
  for (const ids of sentences)
    for (let position = 1; position < ids.length; position++) {
      model.logProbabilityAt(ids, position);
      count++;
    }
  return count / (cpuMs() - start) / 1000;
}

/** Places far from each other: nothing is left of the context before. */
function scattered(model: NgramModel, sentences: readonly Uint32Array[]): number {
  const start = cpuMs();
  let count = 0;
  for (let round = 0; round < 7; round++)
    for (const ids of sentences) {
      model.logProbabilityAt(ids, 1 + ((round * 31 + ids.length * 7) % (ids.length - 1)));
      count++;
    }
  return count / (cpuMs() - start) / 1000;
}

function corpusSentences(): string[][] {
  const text = readFileSync(new URL('../fixtures/ngram/corpus.txt', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
}

function markdownSentences(folder: string): string[][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return names.sort().flatMap((name) => {
    const { text, blocks } = maskMarkdown(readFileSync(join(folder, name), 'utf8'));
    return blocks.flatMap((block) => modelSentences(text, block));
  });
}

const KENLM = `
import kenlm, sys, time
model = kenlm.Model(sys.argv[1])
lines = [line.rstrip('\\n') for line in open(sys.argv[2], encoding='utf-8')]
speeds = {'score': [], 'full_scores': []}
for _ in range(${ROUNDS}):
    for name in speeds:
        start = time.process_time(); count = 0
        for line in lines:
            if name == 'score':
                model.score(line); count += line.count(' ') + 2
            else:
                for _ in model.full_scores(line): count += 1
        speeds[name].append(count / (time.process_time() - start) / 1e6)
total = 0.0; tokens = 0
for line in lines:
    for (logp, _, oov), word in zip(model.full_scores(line), line.split(' ') + ['</s>']):
        if word != '<ref>' and not oov: total += logp; tokens += 1
print(sorted(speeds['score'])[${ROUNDS >> 1}], sorted(speeds['full_scores'])[${ROUNDS >> 1}], 10 ** (-total / tokens))
`;

/** KenLM's Python module, trie-less default (probing), given this model's n-grams as ARPA. */
function kenlm(bytes: Uint8Array, sentences: readonly (readonly string[])[]): string[][] {
  const { SURPRISAL_KENLM_PYTHON: python = peersPython } = process.env;
  if (spawnSync(python, ['-c', 'import kenlm']).status !== 0)
    return [['KenLM', `not measured: ${python} has no module kenlm`]];
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-bench-'));
  try {
    const arpa = join(folder, 'model.arpa');
    const descriptor = openSync(arpa, 'w');
    for (const part of arpaOfCompact(bytes)) writeSync(descriptor, part);
    closeSync(descriptor);
    const text = join(folder, 'text.txt');
    writeFileSync(text, sentences.map((words) => `${words.join(' ')}\n`).join(''));
    const { stdout, stderr } = spawnSync(python, ['-c', KENLM, arpa, text], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const [score, full, perplexity] = stdout.trim().split(' ').map(Number);
    if (perplexity === undefined) return [['KenLM', `failed: ${stderr.trim().split('\n').at(-1)}`]];
    return [
      ['KenLM, perplexity', perplexity.toFixed(2)],
      ['KenLM from Python, a score each sentence', `${score!.toFixed(2)} M look-ups a second`],
      ['KenLM from Python, a score each token', `${full!.toFixed(2)} M look-ups a second`],
      ['KenLM, ARPA', `${(statSync(arpa).size / 1e6).toFixed(0)} MB`],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const evaluation = evaluationFolder();
  const model = process.argv[2] ?? fileURLToPath(new URL('../../models/ngram-en.bin', import.meta.url));
  console.log(benchNgram(model, evaluation && join(evaluation, 'clean-dev')));
}
