/**
 * Sets the bound of each pair of words that are confused: `npx tsx models/build/confusions/build.ts MODELS TEXT... OUTPUT`. MODELS is a
 * folder with the n-gram model, the lexicon and the error model; TEXT is held-out text of the corpus, one paragraph a line.
 */
import { writeFileSync } from 'node:fs';
import type { ConfusionArtefact } from '../../../server/src/proofreading/confusion/confusionFactors';
import { calibrationArguments, readModels, sentencesOf } from '../heldOut';
import { recordArtefact } from '../recordArtefact';
import { type Demand, pairBound } from './leastGain';
import { PairSampler } from './pairSampler';
import { confusedPairs, misspelledPairs, oneWayPairs, type Pair, slippedPairs } from './pairs';
import { fitTail } from './tail';

const { folder, texts, output } = calibrationArguments('models/build/confusions/build.ts');
const models = readModels(folder);
const believed = [...confusedPairs(), ...oneWayPairs()];
const isContracted = ({ written, intended }: Pair): boolean => written.includes("'") && !intended.includes("'");
const contracted = believed.filter(isContracted);
const confused = believed.filter((pair) => !isContracted(pair));

/**
 * By how pairs come to be confused. Writers believe in the first. Contractions are rarer in the corpus than in what people write, so that
 * it shows too few of their right uses. The third slip from writers' fingers. The fourth are misspellings that happen to make a word, and
 * where that is right a corpus of this size has not seen every way in which it is.
 */
const groups: readonly { readonly name: string; readonly pairs: readonly Pair[]; readonly demand: Demand }[] = [
  { name: 'confused', pairs: confused, demand: { alarmsPerMillion: 1.5, floor: 4 } },
  { name: 'contracted', pairs: contracted, demand: { alarmsPerMillion: 1.5, floor: 6 } },
  { name: 'slipped', pairs: slippedPairs(), demand: { alarmsPerMillion: 0.4, floor: 5 } },
  { name: 'misspelt', pairs: misspelledPairs(models), demand: { alarmsPerMillion: 0.001, floor: 9 } },
];

const sampler = new PairSampler(
  models,
  groups.flatMap(({ pairs }) => pairs),
);
for (const tokens of sentencesOf(texts)) sampler.add(tokens.map((token) => models.modelWords.of(token)));

const bounds = new Map<string, Map<string, number>>();
for (const { name, pairs, demand } of groups) {
  const samples = pairs.map((pair) => sampler.sampleOf(pair));
  const tail = fitTail(samples.map(({ whereRight }) => whereRight));
  const errors = Float64Array.from(samples.flatMap(({ whereWrong }) => whereWrong)).sort();
  const recallOfAll = (leastGain: number): number => 1 - lowerBound(errors, leastGain) / errors.length;
  let kept = 0;
  for (const [i, { written, intended }] of pairs.entries()) {
    const sample = samples[i]!;
    const bound = pairBound(sample, demand, tail, recallOfAll);
    const row = bounds.get(written);
    // A pair of two groups is judged by the one that finds more of it.
    if (bound === undefined || (row?.get(intended) ?? Number.POSITIVE_INFINITY) <= bound.leastGain) continue;
    bounds.set(written, (row ?? new Map()).set(intended, bound.leastGain));
    kept++;
    if (name === 'misspelt') continue;
    console.log(
      `${written} for ${intended}: ${bound.leastGain} nats, recall ${(100 * bound.recall).toFixed(0)} % of ${sample.whereWrong.length}, ${sample.whereRight.length} right uses`,
    );
  }
  console.log(`${name}: ${kept} of ${pairs.length} pairs kept; tail`, tail);
}

/** Place of the first value that is not less. */
function lowerBound(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ascending = <T>(entries: Iterable<[string, T]>): [string, T][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
const artefact: ConfusionArtefact = {
  format: 'surprisal-confusions',
  version: 2,
  leastGain: Object.fromEntries(
    ascending(bounds).map(([written, row]) => [written, Object.fromEntries(ascending(row))]),
  ),
};
writeFileSync(output, `${JSON.stringify(artefact, null, 1)}\n`);
recordArtefact(output, {
  id: 'confusions-en',
  kind: 'confusions',
  licence: 'Apache-2.0',
  origin:
    'Pairs: our own list, and slips of the spelling error model; bounds: measured with the n-gram model on held-out text of its corpus',
  builtWith: 'models/build/confusions/build.ts',
});
