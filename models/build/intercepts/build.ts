/**
 * Sets what a word is given back when a sentence with it is compared with one without:
 * `npx tsx models/build/intercepts/build.ts NGRAM TEXT... OUTPUT`. TEXT is held-out text of the corpus, one paragraph a line.
 *
 * Missing words are made by taking one out of a sentence; superfluous ones by putting one where, of a few places drawn at random, the
 * model minds it least. The intercept is where both are told right equally often. Replaced words are made of other words of their class
 * and other forms of theirs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { CharacterModel } from '../../../server/src/lm/characterModel';
import { ModelWords } from '../../../server/src/lm/ngram/modelWords';
import { NgramModel } from '../../../server/src/lm/ngram/ngramModel';
import { withClasses } from '../../../server/src/lm/ngram/withClasses';
import { OpenVocabulary } from '../../../server/src/lm/openVocabulary';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { seededRandom } from '../calibration/misspell';
import { bestReplacedShare, CLOSED, equalError, Families, type Replacement, type Sample } from './slips';

const PLACES = 4;
const LEAST_SAMPLES = 20;
const MOST_SAMPLES = 2000;

const parameters = process.argv.slice(2);
const [modelPath] = parameters;
const output = parameters.at(-1);
const texts = parameters.slice(1, -1);
if (modelPath === undefined || output === undefined || texts.length === 0) {
  console.error('usage: npx tsx models/build/intercepts/build.ts NGRAM TEXT... OUTPUT');
  process.exit(2);
}
const ngram = withClasses(NgramModel.read(readFileSync(modelPath)));
const modelWords = new ModelWords(ngram);
const open = new OpenVocabulary(
  () => CharacterModel.fromWords([]),
  () => undefined,
  -4,
);

/** The same text gives the same intercepts. */
const random = seededRandom(1);
const draw = (below: number): number => Math.floor(random() * below);

const samples = new Map<string, Sample>();
const sampleOf = (word: string): Sample => {
  const key = CLOSED.includes(word) ? word : '';
  const sample = samples.get(key) ?? { missing: [], superfluous: [] };
  samples.set(key, sample);
  return sample;
};

for (const path of texts) {
  for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
    for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
      const words = tokenize(paragraph, span).map((token) => modelWords.of(token));
      if (words.length < 4) continue;
      const scorer = new SentenceScorer(ngram, open, words);
      for (const [index, { word, id }] of words.entries()) {
        if (id === 0) continue;
        const { missing } = sampleOf(word);
        if (missing.length < MOST_SAMPLES) missing.push(-scorer.gain(index, index + 1, []));
      }
      for (let i = 0; i < 8; i++) {
        const word = draw(4) === 0 ? words[draw(words.length)]!.word : CLOSED[draw(CLOSED.length)]!;
        const { superfluous } = sampleOf(word);
        if (superfluous.length >= MOST_SAMPLES) continue;
        const inserted = [modelWords.of({ kind: 'word', form: word })];
        const gains = Array.from({ length: PLACES }, () => {
          const place = draw(words.length);
          return scorer.gain(place, place, inserted);
        });
        superfluous.push(Math.max(...gains));
      }
    }
  }
}

const families = new Families(ngram, draw);

const replacements: Replacement[] = [];
for (const path of texts) {
  for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
    for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
      const words = tokenize(paragraph, span).map((token) => modelWords.of(token));
      const scorer = new SentenceScorer(ngram, open, words);
      for (const [index, right] of words.entries()) {
        const wrong = families.wrongForm(right.word);
        if (wrong === undefined || ngram.idOf(wrong) === 0) continue;
        const written = modelWords.of({ kind: 'word', form: wrong });
        const frequency = ngram.logProbabilityAt([right.id], 0) - ngram.logProbabilityAt([written.id], 0);
        replacements.push({ gain: -scorer.gain(index, index + 1, [written]), frequency });
      }
    }
  }
}
const replaced = bestReplacedShare(replacements);
const byWord: Record<string, number> = {};
for (const word of CLOSED) {
  const sample = samples.get(word);
  if (sample !== undefined && Math.min(sample.missing.length, sample.superfluous.length) >= LEAST_SAMPLES) {
    byWord[word] = equalError(sample);
  }
}
writeFileSync(
  output,
  `${JSON.stringify({ replaced, byWord, others: equalError(sampleOf('any other word')) }, null, 2)}\n`,
);
