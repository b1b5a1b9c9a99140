/**
 * Sets the weights of the evidence about unknown words: `npx tsx models/build/calibration/calibrate.ts MODELS TEXT... OUTPUT`. MODELS is a
 * folder with the n-gram model, the lexicon and the error model; TEXT is held-out text of the corpus, one paragraph a line.
 */
import { writeFileSync } from 'node:fs';
import type { CapitalPlace } from '../../../server/src/proofreading/capitalPlace';
import type { SpellingErrorModelArtefact } from '../../../server/src/proofreading/spelling/errorModel';
import { calibrationArguments, readModels, sentencesOf } from '../heldOut';
import { logisticRegression } from './logisticRegression';
import { Misspeller, seededRandom } from './misspell';
import { type Sample, type ScoredCandidate, SpellingSampler } from './spellingSampler';

/** An ordinary first draft has so many misspellings a word; edited text has a fifth of that. */
const ERROR_RATE = 1 / 60;
/**
 * Of the gain and of the candidate's frequency, beside P(written | intended). Of misspellings that we make ourselves, 95.3 % at most get the intended
 * word first by any weights, and 95.0 % by these; writers' own are farther from it, so that context has to count for more.
 */
const CONTEXT = 0.8;
const PRIOR = 0.1;
/** What a word without candidates counts as. */
const LEAST_EVIDENCE = -20;

const { folder, texts, output } = calibrationArguments('models/build/calibration/calibrate.ts');
const models = readModels(folder);
const random = seededRandom(20261124);
const misspeller = new Misspeller(JSON.parse(models.errors) as SpellingErrorModelArtefact, random);
const sampler = new SpellingSampler(models, misspeller, random);
for (const tokens of sentencesOf(texts)) sampler.add(tokens);
const { samples } = sampler;

const score = ({ logError, gain, logPrior }: ScoredCandidate): number => logError + CONTEXT * gain + PRIOR * logPrior;

/** Place of the best candidate and its score; -1 without candidates. */
function best({ candidates }: Sample): { place: number; evidence: number } {
  let place = -1;
  let evidence = LEAST_EVIDENCE;
  for (const [i, candidate] of candidates.entries()) {
    const own = score(candidate);
    if (place < 0 || own > evidence) [place, evidence] = [i, own];
  }
  return { place, evidence };
}

const share = (of: readonly Sample[], right: (sample: Sample) => boolean): number =>
  of.filter(right).length / of.length;

/** Tells misspellings, at the rate of a first draft, from the text's own unknown words: names and terms, nearly all of them right. */
function weightsAt(place: CapitalPlace): number[] {
  const here = samples.filter((sample) => sample.place === place);
  const misspelt = here.filter(({ intended }) => intended !== undefined).length;
  const misspellingWeight = (ERROR_RATE * sampler.wordsAt(place)) / misspelt;
  return logisticRegression(
    here.map((sample) => {
      const positive = sample.intended !== undefined;
      return { features: [best(sample).evidence], positive, weight: positive ? misspellingWeight : 1 };
    }),
  );
}

const fitted = {
  lowerCase: weightsAt('lowerCase'),
  capitalFirst: weightsAt('capitalFirst'),
  capitalInside: weightsAt('capitalInside'),
};
const round = (value: number): number => Math.round(1000 * value) / 1000;
const named = ([bias, slope]: readonly number[]) => ({ bias: round(bias!), slope: round(slope!) });
const artefact = {
  context: CONTEXT,
  prior: PRIOR,
  withoutCandidate: LEAST_EVIDENCE,
  lowerCase: named(fitted.lowerCase),
  capitalFirst: named(fitted.capitalFirst),
  capitalInside: named(fitted.capitalInside),
};
writeFileSync(output, `${JSON.stringify(artefact, null, 2)}\n`);

console.log(artefact);
const reported = samples.filter(({ forReport }) => forReport);
const injected = reported.filter(({ intended }) => intended !== undefined);
console.log(`intended word first: ${round(share(injected, (sample) => best(sample).place === sample.intended))}`);
const confidence = (sample: Sample): number => {
  const [bias, slope] = fitted[sample.place];
  return 1 / (1 + Math.exp(-bias! - slope! * best(sample).evidence));
};
for (const place of ['lowerCase', 'capitalFirst', 'capitalInside'] as const) {
  const here = reported.filter((sample) => sample.place === place);
  const misspelt = here.filter(({ intended }) => intended !== undefined);
  const own = here.filter(({ intended }) => intended === undefined);
  console.log(
    `${place}: ${misspelt.length} misspellings, ${own.length} unknown words of the text, ${sampler.wordsAt(place)} words`,
  );
  for (const least of [0.08, 0.2, 0.5, 0.9]) {
    const found = share(misspelt, (sample) => confidence(sample) >= least);
    const alarms = own.filter((sample) => confidence(sample) >= least).length;
    console.log(`  confidence >= ${least}: ${round(found)} of misspellings found, ${alarms} false alarms`);
  }
}
