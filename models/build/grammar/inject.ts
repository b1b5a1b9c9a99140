/**
 * Puts mistakes into text: `npx tsx models/build/grammar/inject.ts MODELS TEXT HELD_OUT OUTPUT`. MODELS is the folder of shipped models; TEXT a folder that
 * models/build/corpus wrote of the sources beside this file; HELD_OUT the paragraphs that it held out of the n-gram model's text. Into the folder OUTPUT
 * go train.jsonl, validation.jsonl and test.jsonl, and the right text of the last two in clean.jsonl.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Inflections } from '../../../server/src/lexicon/inflections';
import { ConfusionFactors } from '../../../server/src/proofreading/confusion/confusionFactors';
import type { SpellingErrorModelArtefact } from '../../../server/src/proofreading/spelling/errorModel';
import { SuggestionMemory } from '../../../server/src/proofreading/spelling/suggestionMemory';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { Misspeller, seededRandom } from '../calibration/misspell';
import { readModels } from '../heldOut';
import { Injector } from './injector';
import { likelierBy } from './likelier';
import { learner, native, scaled } from './rates';
import { type Family, oneOf, type Random } from './slips/slip';
import { slipRules } from './slips/slipRules';
import { SlipSentence } from './slips/slipSentence';
import { type Split, splitOf } from './splits';
import { partsOfSpeech } from './tagger';
import { Tally } from './tally';
import { WordForms } from './wordForms';

type Mix = 'learner' | 'native' | 'clean';

const [folder, textFolder, heldOut, output] = process.argv.slice(2);
if (folder === undefined || textFolder === undefined || heldOut === undefined || output === undefined) {
  console.error('usage: npx tsx models/build/grammar/inject.ts MODELS TEXT HELD_OUT OUTPUT');
  process.exit(2);
}
const CALIBRATION_SENTENCES = 3000;
const LEAST_TOKENS = 4;
const MOST_TOKENS = 60;
/** Native writers make few mistakes: text to learn from has eight times as many. */
const NATIVE_IN_TRAINING = 8;

const models = readModels(folder);
const { lexicon } = models;
const inflections = Inflections.read(readFileSync(join(folder, 'inflections-en.bin')));
const resources = {
  lexicon,
  inflections,
  suggestions: new SuggestionMemory(() => models.corrector),
  confusions: ConfusionFactors.from(JSON.parse(readFileSync(join(folder, 'confusions-en.json'), 'utf8'))),
};
const likelier = likelierBy(models);
const frequency = (word: string): number => {
  const index = lexicon.indexOf(word);
  return index < 0 ? Number.NEGATIVE_INFINITY : lexicon.frequency(index);
};
const forms = new WordForms(inflections, frequency);

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
};

let drawing: Random = seededRandom(1);
const random: Random = () => drawing();
const misspeller = new Misspeller(JSON.parse(models.errors) as SpellingErrorModelArtefact, random);
const rules = slipRules(misspeller, join(folder, 'confusions-en.json'));

interface Paragraph {
  readonly source: string;
  readonly text: string;
  readonly order: number;
}

/** What speaks of somebody is nearer to what people write than manuals are. */
const personal = /\b(?:I|he|she|we|you|my|his|her|our|your|me|him|us)\b/i;
/** Paragraphs of manuals: every second comes after all others, so that the first lines of a file have fewer. */
const orderOf = (text: string, hash: number): number => (personal.test(text) || hash % 2 === 0 ? hash : 2 ** 32 + hash);
/** Of one source; more would drown the others. */
const MOST_WORDS: Readonly<Record<Split, number>> = { train: 90_000, validation: 30_000, test: 30_000 };

const paragraphs: Record<Split, Paragraph[]> = { train: [], validation: [], test: [] };
const sources = readdirSync(textFolder)
  .filter((file) => file.endsWith('.txt') && file !== 'validation.txt')
  .map((file) => ({ source: basename(file, '.txt'), path: join(textFolder, file) }));
for (const { source, path } of [...sources, { source: 'held-out', path: heldOut }]) {
  const split = splitOf(source);
  let words = 0;
  const own = readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text, i) => ({ source, text, order: orderOf(text, hashOf(`${source} ${i}`)) }))
    .sort((a, b) => a.order - b.order);
  for (const paragraph of own) {
    words += paragraph.text.split(' ').length;
    if (words > MOST_WORDS[split]) break;
    paragraphs[split].push(paragraph);
  }
}
for (const split of Object.values(paragraphs)) split.sort((a, b) => a.order - b.order);

/** No fragment; code stands in one sentence of four at most, since what people write has less of it than manuals. */
const isProse = (sentence: string, order: number): boolean =>
  /^[\p{L}\d"'“(]/u.test(sentence) && (!sentence.includes('\ue001') || order % 4 === 0);

function* sentencesOf({ text, order }: Paragraph): Generator<SlipSentence> {
  let before = '';
  for (const span of segmentSentences(text, { start: 0, end: text.length })) {
    // Edits have straight apostrophes, as nearly all writers' text has.
    const sentence = text.slice(span.start, span.end).trimEnd().replaceAll('’', "'");
    const tokens = tokenize(sentence, { start: 0, end: sentence.length });
    if (tokens.length >= LEAST_TOKENS && tokens.length <= MOST_TOKENS && isProse(sentence, order))
      yield new SlipSentence(sentence, tokens, partsOfSpeech(sentence, tokens), resources, forms, before);
    before = sentence;
  }
}

const sample: SlipSentence[] = [];
for (const paragraph of paragraphs.train) {
  if (sample.length >= CALIBRATION_SENTENCES) break;
  sample.push(...sentencesOf(paragraph));
}
const injectors = new Map<string, Injector>();
for (const family of ['train', 'unseen'] as const) {
  for (const [mix, rates] of [
    ['learner', learner],
    ['native', native],
    ['dense native', scaled(native, NATIVE_IN_TRAINING)],
  ] as const)
    injectors.set(`${family} ${mix}`, new Injector(rules, family, rates, likelier, sample, random));
}
console.error('calibrated');

/** Half of the paragraphs are learners', a fifth natives'; the rest stays as it is. */
const mixes = [...Array<Mix>(5).fill('learner'), ...Array<Mix>(2).fill('native'), ...Array<Mix>(3).fill('clean')];
/** How many more mistakes than most a learner makes; drawn for each paragraph. */
const severities = [0.3, 0.6, 0.9, 1.2, 2];

const right = (['validation', 'test'] as const).flatMap((split) =>
  paragraphs[split].flatMap((paragraph) =>
    [...sentencesOf(paragraph)].map(({ text, leftContext }) =>
      JSON.stringify({ source: paragraph.source, leftContext, sentence: text, edits: [], mix: 'clean' }),
    ),
  ),
);
writeFileSync(join(output, 'clean.jsonl'), `${right.join('\n')}\n`);

for (const split of ['train', 'validation', 'test'] as const) {
  const lines: string[] = [];
  const tally = new Tally();
  for (const paragraph of paragraphs[split]) {
    drawing = seededRandom(paragraph.order);
    // The first numbers of a linear congruential generator are near those of its neighbours.
    for (let i = 0; i < 3; i++) random();
    const mix = oneOf(mixes, random)!;
    const family: Family = split !== 'train' && random() < 0.5 ? 'unseen' : 'train';
    const severity = mix === 'learner' ? oneOf(severities, random)! : 1;
    const injector = injectors.get(`${family} ${mix === 'native' && split === 'train' ? 'dense native' : mix}`);
    let leftContext = '';
    for (const sentence of sentencesOf(paragraph)) {
      const damaged = injector?.inject(sentence, severity, random) ?? { sentence: sentence.text, edits: [] };
      lines.push(JSON.stringify({ source: paragraph.source, leftContext, ...damaged, mix, family }));
      leftContext = damaged.sentence;
      tally.add(`${family} ${mix}`, sentence.length, damaged);
    }
  }
  writeFileSync(join(output, `${split}.jsonl`), `${lines.join('\n')}\n`);
  console.log(`${split}: ${lines.length} sentences\n${tally}`);
}
