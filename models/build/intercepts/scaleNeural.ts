/**
 * Makes the intercepts of the neural model smaller until missing and superfluous words are told right best in slips as people make them:
 * `npx tsx models/build/intercepts/scaleNeural.ts MODELS PAIRS.jsonl TABLE`. TABLE is what neural.ts wrote, and is written again; PAIRS are those of
 * models/build/smollm2/pairs/corrupted.py.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InsertionIntercepts, type InterceptTable } from '../../../server/src/evaluation/insertionIntercepts';
import { type MeasuredSentence, measureSentence } from '../../../server/src/evaluation/lengthHandling';
import { readSentencePairs } from '../../../server/src/evaluation/sentencePairs';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { NgramLanguageModel } from '../../../server/src/lm/ngram/ngramLanguageModel';
import { readModels } from '../heldOut';

const BATCH = 60;
const STEP = 0.05;

const [folder, pairsPath, tablePath] = process.argv.slice(2);
if (folder === undefined || pairsPath === undefined || tablePath === undefined) {
  console.error('usage: npx tsx models/build/intercepts/scaleNeural.ts MODELS PAIRS.jsonl TABLE');
  process.exit(2);
}
const { ngram, open } = readModels(folder);
const frequencies = new NgramLanguageModel(ngram, open);
const kinds = ['missing', 'superfluous'] as const;
const pairs = readSentencePairs(readFileSync(pairsPath, 'utf8')).filter(({ group }) =>
  kinds.some((kind) => group.includes(kind)),
);
const neural = shippedNeuralModel({ descriptionPath: join(folder, 'smollm2-135m.model.json'), threads: 2 });
const measured: MeasuredSentence[] = [];
for (let from = 0; from < pairs.length; from += BATCH) {
  const texts = pairs.slice(from, from + BATCH).flatMap(({ good, bad }) => [good, bad]);
  const scores = await neural.score(texts);
  measured.push(...texts.map((text, i) => measureSentence(frequencies, text, scores[i]!.logProbability)));
  console.error(`${from} of ${pairs.length} pairs`);
}
neural.dispose();

const table = JSON.parse(readFileSync(tablePath, 'utf8')) as InterceptTable;
const scaled = (scale: number): InterceptTable => {
  const times = (value: number): number => Math.round(10 * scale * value) / 10;
  const byWord = Object.fromEntries(Object.entries(table.byWord).map(([word, value]) => [word, times(value)]));
  return { replaced: table.replaced, byWord, others: times(table.others) };
};
let best = { scale: 0, right: 0 };
for (let step = 0; step * STEP <= 1; step++) {
  const scale = Math.round(100 * step * STEP) / 100;
  const intercepts = new InsertionIntercepts(scaled(scale));
  const shares = kinds.map((kind) => {
    const own = [...pairs.keys()].filter((i) => pairs[i]!.group.includes(kind));
    return own.filter((i) => intercepts.advantage(measured[2 * i]!, measured[2 * i + 1]!) > 0).length / own.length;
  });
  console.log(`scale ${scale}: ${kinds.map((kind, k) => `${kind} ${(100 * shares[k]!).toFixed(1)}`).join(', ')}`);
  const right = shares.reduce((sum, share) => sum + share, 0) / kinds.length;
  if (right > best.right) best = { scale, right };
}
console.log(JSON.stringify(best));
writeFileSync(tablePath, `${JSON.stringify(scaled(best.scale), null, 2)}\n`);
