/**
 * Sets the bound of each pair of words that are confused: `npx tsx models/build/confusions/build.ts MODELS TEXT... OUTPUT`. MODELS is a
 * folder with the n-gram model, the lexicon and the error model; TEXT is held-out text of the corpus, one paragraph a line.
 * Pairs come from `confusionSets` and, for frequent words, from the error model: a slip that makes another frequent word.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexicon } from '../../../server/src/lexicon/lexicon';
import { type ModelWord, ModelWords } from '../../../server/src/lm/ngram/modelWords';
import { NgramModel } from '../../../server/src/lm/ngram/ngramModel';
import { OpenVocabulary } from '../../../server/src/lm/openVocabulary';
import type { ConfusionArtefact } from '../../../server/src/proofreading/confusion/confusionFactors';
import { confusionSets } from '../../../server/src/proofreading/confusion/confusionSets';
import { SentenceScorer } from '../../../server/src/proofreading/sentenceScorer';
import { parseErrorModel } from '../../../server/src/proofreading/spelling/errorModel';
import { SpellingCorrector } from '../../../server/src/proofreading/spelling/spellingCorrector';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { recordArtefact } from '../recordArtefact';
import { pairBound } from './leastGain';

/** Words of these frequencies (natural log) are asked for slips: rarer ones are the speller's, more frequent ones are hardly ever slips. */
const FREQUENT = -13;
const MOST_FREQUENT = -8;
/** What was meant is the more frequent word, by this much (natural log). */
const LEAST_FREQUENCY_RATIO = 1;
/** A slip costs at most this much (natural log). */
const LEAST_LOG_ERROR = -8.5;
/** False alarms allowed in a million words: of a pair that writers are known to confuse, and of a slip that happens to make a word. */
const LISTED_ALARMS = 1.5;
const SLIP_ALARMS = 0.001;
/** Evidence wanted of either, in nats: a rare word is right in ways that no corpus of this size has seen. */
const LISTED_FLOOR = 4;
const SLIP_FLOOR = 9;
/** More samples of one pair change nothing. */
const MOST_SAMPLES = 3000;

const parameters = process.argv.slice(2);
const [folder] = parameters;
const output = parameters.at(-1);
const texts = parameters.slice(1, -1);
if (folder === undefined || output === undefined || texts.length === 0) {
  console.error('usage: npx tsx models/build/confusions/build.ts MODELS TEXT... OUTPUT');
  process.exit(2);
}

const ngram = NgramModel.read(readFileSync(join(folder, 'ngram-en.bin')));
const lexicon = Lexicon.read(readFileSync(join(folder, 'lexicon-en.bin')));
const errorModel = parseErrorModel(readFileSync(join(folder, 'spelling-errors-en.json'), 'utf8'));
const corrector = new SpellingCorrector(lexicon, errorModel);
const modelWords = new ModelWords(ngram);
const modelWord = (form: string): ModelWord => modelWords.of({ kind: 'word', form });
const open = new OpenVocabulary(
  () => [],
  () => undefined,
  -4,
);

/** written -> intended -> false alarms allowed in a million words. */
const pairs = new Map<string, Map<string, number>>();
const addPair = (written: string, intended: string, alarms: number): void => {
  if (written === intended || ngram.idOf(written) === 0 || ngram.idOf(intended) === 0) return;
  const row = pairs.get(written) ?? new Map<string, number>();
  pairs.set(written, row);
  row.set(intended, Math.max(alarms, row.get(intended) ?? 0));
};

/** Two forms of one word: which of them is right is a question of grammar, and an n-gram is no judge of that. */
const isInflection = (a: string, b: string): boolean => {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return ['s', 'es', 'd', 'ed', 'n', 'en', 'r', 'er', 'ing', 'ly'].some((ending) => shorter + ending === longer);
};

for (const set of confusionSets) {
  for (const written of set) for (const intended of set) addPair(written, intended, LISTED_ALARMS);
}
for (let index = 0; index < lexicon.automaton.wordCount; index++) {
  const word = lexicon.wordAt(index);
  const frequency = lexicon.frequency(index);
  if (frequency < FREQUENT || frequency > MOST_FREQUENT || !/^[a-z]{3,}$/.test(word)) continue;
  const spellings = lexicon.counterparts(index, 'en');
  for (const candidate of corrector.suggest(word, 8, { dialect: 'en' })) {
    // Another dialect's spelling of the same word is no other word.
    if (spellings.includes(candidate.word)) continue;
    if (candidate.logErrorProbability < LEAST_LOG_ERROR) continue;
    if (candidate.logPrior < frequency + LEAST_FREQUENCY_RATIO) continue;
    if (!/^[a-z]{3,}$/.test(candidate.word) || isInflection(word, candidate.word)) continue;
    addPair(word, candidate.word, SLIP_ALARMS);
  }
}
/** Uses of each word in the held-out text. */
const uses = new Map<string, number>();
let tokens = 0;

/** The other direction, to find for a sentence's word those that are written for it. */
const writtenFor = new Map<string, string[]>();
for (const [written, row] of pairs) {
  for (const intended of row.keys()) writtenFor.set(intended, [...(writtenFor.get(intended) ?? []), written]);
}

interface Sample {
  readonly whereRight: number[];
  readonly whereWrong: number[];
}
const samples = new Map<string, Sample>();
const sampleOf = (written: string, intended: string): Sample => {
  const key = `${written} ${intended}`;
  const sample = samples.get(key) ?? { whereRight: [], whereWrong: [] };
  samples.set(key, sample);
  return sample;
};

for (const path of texts) {
  for (const paragraph of readFileSync(path, 'utf8').split('\n')) {
    for (const span of segmentSentences(paragraph, { start: 0, end: paragraph.length })) {
      const words = tokenize(paragraph, span).map((token) => modelWords.of(token));
      const scorer = new SentenceScorer(ngram, open, words);
      for (const [index, { word }] of words.entries()) {
        tokens++;
        uses.set(word, (uses.get(word) ?? 0) + 1);
        for (const intended of pairs.get(word)?.keys() ?? []) {
          const { whereRight } = sampleOf(word, intended);
          if (whereRight.length < MOST_SAMPLES) whereRight.push(scorer.gain(index, index + 1, [modelWord(intended)]));
        }
        for (const written of writtenFor.get(word) ?? []) {
          const { whereWrong } = sampleOf(written, word);
          if (whereWrong.length < MOST_SAMPLES) whereWrong.push(-scorer.gain(index, index + 1, [modelWord(written)]));
        }
      }
    }
  }
}

const leastGain: Record<string, Record<string, number>> = Object.create(null);
let kept = 0;
for (const [written, row] of [...pairs].sort(([a], [b]) => (a < b ? -1 : 1))) {
  for (const [intended, falseAlarmsPerMillion] of [...row].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sample = samples.get(`${written} ${intended}`);
    const floor = falseAlarmsPerMillion === LISTED_ALARMS ? LISTED_FLOOR : SLIP_FLOOR;
    const perMillion = (1e6 * Math.max(1, uses.get(written) ?? 0)) / tokens;
    const bound = sample === undefined ? undefined : pairBound({ ...sample, perMillion, falseAlarmsPerMillion, floor });
    if (bound === undefined) continue;
    leastGain[written] ??= {};
    leastGain[written][intended] = bound.leastGain;
    kept++;
    if (confusionSets.some((set) => set.includes(written) && set.includes(intended))) {
      const { whereRight, whereWrong } = sample!;
      console.log(
        `${written} for ${intended}: ${bound.leastGain} nats, recall ${(100 * bound.recall).toFixed(0)} % of ${whereWrong.length}, ${whereRight.length} right uses`,
      );
    }
  }
}
const artefact: ConfusionArtefact = { format: 'surprisal-confusions', version: 1, leastGain };
writeFileSync(output, `${JSON.stringify(artefact, null, 1)}\n`);
recordArtefact(output, {
  id: 'confusions-en',
  kind: 'confusions',
  licence: 'Apache-2.0',
  origin:
    'Pairs: our own list, and slips of the spelling error model; bounds: measured with the n-gram model on held-out text of its corpus',
  builtWith: 'models/build/confusions/build.ts',
});
console.log(`${kept} of ${samples.size} pairs kept`);
