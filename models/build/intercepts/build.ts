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
import { OpenVocabulary } from '../../../server/src/lm/openVocabulary';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { seededRandom } from '../calibration/misspell';

const CLOSED = (
  'the a an this that these those my your his her its our their some any no all every each of to in on at for with by from about as into ' +
  'is are was were be been being have has had do does did will would can could should may might must it they he she we you i who which ' +
  "what there and or but if because so then than not very more most just also too up out over , ; : ' 's - ( ) \" ."
).split(' ');
const CLASSES = [
  'in on at for of to with by from about into over',
  'the a an this that these those',
  'my your his her its our their',
  'is are was were be been being',
  'has have had',
  'do does did',
  'will would can could should may might must',
  'i me he him she her we us they them it',
  'and or but so',
  'much many more most',
  'who which that what',
  'than then',
  'some any no',
];
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
const ngram = NgramModel.read(readFileSync(modelPath));
const modelWords = new ModelWords(ngram);
const open = new OpenVocabulary(
  () => CharacterModel.fromWords([]),
  () => undefined,
  -4,
);

/** The same text gives the same intercepts. */
const random = seededRandom(1);
const draw = (below: number): number => Math.floor(random() * below);

interface Sample {
  /** Score with the word less that without, where it belongs. */
  readonly missing: number[];
  /** The same where it does not. */
  readonly superfluous: number[];
}
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

/** Words that stand for one another: closed classes, and the forms of a word. */
const families = new Map<string, readonly string[]>();
const addFamily = (words: readonly string[]): void => {
  for (const word of words) families.set(word, [...new Set([...(families.get(word) ?? []), ...words])]);
};
for (const line of CLASSES) addFamily(line.split(' '));
for (let id = 0; id < ngram.vocabularySize; id++) {
  const word = ngram.word(id);
  if (!/^[a-z]{3,}$/.test(word)) continue;
  const stem = word.endsWith('e') ? word.slice(0, -1) : word;
  const forms = [`${word}s`, `${stem}es`, `${stem}ed`, `${stem}ing`].filter((form) => ngram.idOf(form) !== 0);
  if (forms.length > 0) addFamily([word, ...forms]);
}

/** A writer's wrong form: the likelier the more frequent it is, since writers fall back on it. Undefined where there is no other. */
function wrongForm(word: string): string | undefined {
  const others = (families.get(word) ?? []).filter((other) => other !== word);
  if (others.length === 0) return undefined;
  const frequencies = others.map((other) => Math.exp(ngram.logProbabilityAt([ngram.idOf(other)], 0)));
  let rest = (draw(1 << 24) / (1 << 24)) * frequencies.reduce((sum, frequency) => sum + frequency, 0);
  return others.find((_, i) => {
    rest -= frequencies[i]!;
    return rest < 0;
  });
}

/** Score with the right word less that with the wrong, and the same of their frequencies out of context. */
const replacements: { readonly gain: number; readonly frequency: number }[] = [];
for (const path of texts) {
  for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
    for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
      const words = tokenize(paragraph, span).map((token) => modelWords.of(token));
      const scorer = new SentenceScorer(ngram, open, words);
      for (const [index, right] of words.entries()) {
        const wrong = wrongForm(right.word);
        if (wrong === undefined || ngram.idOf(wrong) === 0) continue;
        const written = modelWords.of({ kind: 'word', form: wrong });
        const frequency = ngram.logProbabilityAt([right.id], 0) - ngram.logProbabilityAt([written.id], 0);
        replacements.push({ gain: -scorer.gain(index, index + 1, [written]), frequency });
      }
    }
  }
}
/** How much of its frequency out of context a replaced word has taken off: the share that most often finds the right one. */
let replaced = 0;
let mostRight = 0;
for (let share = 0; share <= 1; share += 0.05) {
  const right = replacements.filter(({ gain, frequency }) => gain - share * frequency > 0).length;
  console.log(
    `share ${share.toFixed(2)}: ${((100 * right) / replacements.length).toFixed(1)} % of ${replacements.length} right`,
  );
  if (right > mostRight) [replaced, mostRight] = [Math.round(100 * share) / 100, right];
}

/** The intercept at which both kinds are told right equally often. */
const equalError = ({ missing, superfluous }: Sample): number => {
  const share = (gains: readonly number[], right: (gain: number) => boolean): number =>
    gains.filter(right).length / gains.length;
  let low = -10;
  let high = 30;
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (share(missing, (gain) => gain + middle > 0) < share(superfluous, (gain) => gain + middle < 0)) low = middle;
    else high = middle;
  }
  return Math.round(10 * low) / 10;
};

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
