/**
 * Sets the weights of the evidence about unknown words: `npx tsx models/build/calibration/calibrate.ts MODELS TEXT... OUTPUT`. MODELS is a
 * folder with the n-gram model, the lexicon and the error model; TEXT is held-out text of the corpus, one paragraph a line.
 *
 * Misspellings are put into words of the text. The weights of context and frequency are those that most often bring the intended word
 * first; then a logistic regression tells misspellings from the text's own unknown words (names and terms, nearly all of them right),
 * at the rate of errors of a first draft. Half of the sentences are kept for reporting.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { letterCase } from '../../../server/src/lexicon/letterCase';
import { Lexicon } from '../../../server/src/lexicon/lexicon';
import { CharacterModel } from '../../../server/src/lm/characterModel';
import { ModelWords } from '../../../server/src/lm/ngram/modelWords';
import { NgramModel } from '../../../server/src/lm/ngram/ngramModel';
import { OpenVocabulary } from '../../../server/src/lm/openVocabulary';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import { parseErrorModel, type SpellingErrorModelArtefact } from '../../../server/src/proofreading/spelling/errorModel';
import { SpellingCorrector } from '../../../server/src/proofreading/spelling/spellingCorrector';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { Misspeller, seededRandom } from './misspell';

/** An ordinary first draft has so many misspellings a word; edited text has a fifth of that. */
const ERROR_RATE = 1 / 60;
const MOST_MISSPELLINGS = 6000;
const CANDIDATES = 24;

const parameters = process.argv.slice(2);
const [folder] = parameters;
const output = parameters.at(-1);
const texts = parameters.slice(1, -1);
if (folder === undefined || output === undefined || texts.length === 0) {
  console.error('usage: npx tsx models/build/calibration/calibrate.ts MODELS TEXT... OUTPUT');
  process.exit(2);
}

const ngram = NgramModel.read(readFileSync(join(folder, 'ngram-en.bin')));
const lexicon = Lexicon.read(readFileSync(join(folder, 'lexicon-en.bin')));
const errors = readFileSync(join(folder, 'spelling-errors-en.json'), 'utf8');
const corrector = new SpellingCorrector(lexicon, parseErrorModel(errors));
const modelWords = new ModelWords(ngram);
const open = new OpenVocabulary(
  () => CharacterModel.fromCounts(ngram.letterTrigrams),
  (word) => {
    const index = lexicon.indexOf(word);
    return index < 0 ? undefined : lexicon.frequency(index);
  },
  ngram.logProbabilityAt(new Int32Array([0]), 0),
);
const random = seededRandom(20261124);
const misspeller = new Misspeller(JSON.parse(errors) as SpellingErrorModelArtefact, random);

interface Candidate {
  readonly logError: number;
  readonly gain: number;
  readonly logPrior: number;
}
type Shape = 'lowerCase' | 'capitalFirst' | 'capitalInside';
interface Sample {
  readonly candidates: readonly Candidate[];
  /** Of the intended word; -1 when it is not offered, undefined for a word of the text's own. */
  readonly intended: number | undefined;
  readonly shape: Shape;
  readonly forReport: boolean;
}

const samples: Sample[] = [];
let words = 0;
let misspelt = 0;

for (const path of texts) {
  for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
    for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
      const tokens = tokenize(paragraph, span);
      const forReport = random() < 0.5;
      const modelForms = tokens.map((token) => modelWords.of(token));
      for (const [index, token] of tokens.entries()) {
        if (token.kind !== 'word' || !/^\p{L}{3,}$/u.test(token.form)) continue;
        words++;
        const status = lexicon.lookup(token.form, 'en').status;
        const shape = shapeOf(token.form, index);
        if (shape === undefined) continue;
        if (status === 'unknown') addSample(token.form, undefined);
        if (status !== 'known' || shape !== 'lowerCase' || misspelt >= MOST_MISSPELLINGS || random() > 0.12) continue;
        const written = misspeller.misspell(token.form);
        if (written === token.form || lexicon.lookup(written, 'en').status !== 'unknown') continue;
        misspelt++;
        addSample(written, token.form);

        function addSample(form: string, intended: string | undefined): void {
          const sentence = modelForms.map((word, i) => (i === index ? { word: form.toLowerCase(), id: 0 } : word));
          const scorer = new SentenceScorer(ngram, open, sentence);
          const suggested = corrector.suggest(form, CANDIDATES, { dialect: 'en' });
          const candidates = suggested.map(({ word, logErrorProbability, logPrior }): Candidate => {
            const replacement = tokenize(word, { start: 0, end: word.length }).map((part) => modelWords.of(part));
            return { logError: logErrorProbability, gain: scorer.gain(index, index + 1, replacement), logPrior };
          });
          samples.push({
            candidates,
            intended: intended === undefined ? undefined : suggested.findIndex(({ word }) => word === intended),
            shape: shape!,
            forReport,
          });
        }
      }
    }
  }
}

function shapeOf(form: string, index: number): Shape | undefined {
  const written = letterCase(form);
  if (written === 'lower') return 'lowerCase';
  if (written !== 'capitalized') return undefined;
  return index === 0 ? 'capitalFirst' : 'capitalInside';
}

const score = ({ logError, gain, logPrior }: Candidate, context: number, prior: number): number =>
  logError + context * gain + prior * logPrior;

const best = ({ candidates }: Sample, context: number, prior: number): number => {
  let place = -1;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const [i, candidate] of candidates.entries()) {
    const own = score(candidate, context, prior);
    if (own > greatest) [place, greatest] = [i, own];
  }
  return place;
};

const injected = samples.filter(({ intended }) => intended !== undefined);
const own = samples.filter(({ intended }) => intended === undefined);
const share = (of: readonly Sample[], right: (sample: Sample) => boolean): number =>
  of.filter(right).length / of.length;
const forTraining = injected.filter(({ forReport }) => !forReport);
const forReport = injected.filter((sample) => sample.forReport);

let weights = { context: 0, prior: 0, first: 0 };
for (let context = 0; context <= 1.2; context += 0.1) {
  for (let prior = 0; prior <= 1; prior += 0.1) {
    const first = share(forTraining, (sample) => best(sample, context, prior) === sample.intended);
    if (first > weights.first) weights = { context, prior, first };
  }
}
const first = share(forReport, (sample) => best(sample, weights.context, weights.prior) === sample.intended);
const withoutContext = share(forReport, (sample) => best(sample, 0, 0.8) === sample.intended);

/** Misspellings stand for more of their kind, or fewer, than were put in. */
const misspellingWeight = (ERROR_RATE * words) / injected.length;
const evidenceOf = (sample: Sample): number => {
  const place = best(sample, weights.context, weights.prior);
  return place < 0 ? LEAST_EVIDENCE : score(sample.candidates[place]!, weights.context, weights.prior);
};
const LEAST_EVIDENCE = -20;
/** Nobody likes to see a name corrected: more evidence is wanted there than the rates alone would ask for. */
const NAME_CAUTION = 2.2;

/** Newton's method on log odds = slope * evidence + bias. */
function logisticRegression(rows: readonly { x: number; y: number; weight: number }[]): {
  slope: number;
  bias: number;
} {
  let slope = 0.1;
  let bias = 0;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    for (const { x, y, weight } of rows) {
      const p = 1 / (1 + Math.exp(-slope * x - bias));
      g0 += weight * (y - p);
      g1 += weight * (y - p) * x;
      const h = weight * p * (1 - p);
      h00 += h;
      h01 += h * x;
      h11 += h * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    bias += (h11 * g0 - h01 * g1) / determinant;
    slope += (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, bias };
}

const lower = own.filter(({ shape }) => shape === 'lowerCase');
const { slope, bias } = logisticRegression([
  ...injected.map((sample) => ({ x: evidenceOf(sample), y: 1, weight: misspellingWeight })),
  ...lower.map((sample) => ({ x: evidenceOf(sample), y: 0, weight: 1 })),
]);
/** Names are misspelt no more often than other words, but the lexicon lacks far more of them. */
const biasOf = (shape: Shape): number =>
  bias - Math.log(own.filter((sample) => sample.shape === shape).length / lower.length);

const round = (value: number): number => Math.round(1000 * value) / 1000;
const artefact = {
  context: round(weights.context),
  prior: round(weights.prior),
  slope: round(slope),
  lowerCase: round(bias),
  capitalFirst: round(biasOf('capitalFirst')),
  capitalInside: round(biasOf('capitalInside') - NAME_CAUTION),
  withoutCandidate: LEAST_EVIDENCE,
};
writeFileSync(output, `${JSON.stringify(artefact, null, 2)}\n`);

const confidence = (sample: Sample): number => 1 / (1 + Math.exp(-slope * evidenceOf(sample) - bias));
console.log(artefact);
console.log(
  `${injected.length} misspellings, ${words} words, unknown in the text: ${lower.length} in small letters, ${own.length - lower.length} with a capital`,
);
console.log(`first suggestion right on the half kept: ${round(first)} (without context ${round(withoutContext)})`);
for (const least of [0.2, 0.5, 0.9]) {
  const found = share(forReport, (sample) => confidence(sample) >= least);
  const alarms = lower.filter((sample) => confidence(sample) >= least).length;
  console.log(
    `confidence >= ${least}: ${round(found)} of misspellings found, ${round((1000 * alarms) / words)} false alarms in 1,000 words`,
  );
}
