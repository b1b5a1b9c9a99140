/**
 * The same intercepts for the neural model: `npx tsx models/build/intercepts/neural.ts MODELS TEXT... OUTPUT`. A sentence and its slips are one tree,
 * so that all are read at once.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InterceptTable } from '../../../server/src/evaluation/insertionIntercepts';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import type { CandidateEdit } from '../../../server/src/lm/languageModel';
import { vocabularyForm } from '../../../server/src/lm/ngram/vocabularyForm';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { seededRandom } from '../calibration/misspell';
import { calibrationArguments, readModels } from '../heldOut';
import { bestReplacedShare, CLASSES, CLOSED, equalError, Families, type Replacement, type Sample } from './slips';

const SENTENCES = 150;
/** Sentences of running prose: letters and the marks among them. */
const prose = /^[A-Z][A-Za-z' ,;:()-]{24,160}[.?!]$/;
const DELETIONS = 8;
const INSERTIONS = 6;
const PLACES = 2;
const REPLACEMENTS = 6;
const LEAST_SAMPLES = 30;
/** Tokens after a slip that are compared: what is left out is the same on both sides for the most part. */
const RIGHT_CONTEXT = 6;

const { folder, texts, output } = calibrationArguments('models/build/intercepts/neural.ts');
const { ngram } = readModels(folder);
/** The same text gives the same slips. */
const random = seededRandom(2);
const draw = (below: number): number => Math.floor(random() * below);
const families = new Families(ngram, draw);
const frequencyOf = (word: string): number => ngram.logProbabilityAt([ngram.idOf(word)], 0);
/** Written without a space before them. */
const closesUp = /^[,;:.?!)']/;

type Slip = { readonly edit: CandidateEdit } & (
  | { readonly kind: 'missing'; readonly word: string }
  | { readonly kind: 'superfluous'; readonly word: string; readonly group: number }
  | { readonly kind: 'replaced'; readonly frequency: number }
);

/** Slips after the first word: its capital would have to move. */
function slipsOf(sentence: string): Slip[] {
  const tokens = tokenize(sentence, { start: 0, end: sentence.length });
  const slips: Slip[] = [];
  const inside = tokens.slice(1, -1).map((_, i) => i + 1);
  const some = (count: number, of: readonly number[]): number[] => [...of].sort(() => random() - 0.5).slice(0, count);
  for (const i of some(DELETIONS, inside))
    slips.push({
      kind: 'missing',
      word: vocabularyForm(tokens[i]!),
      edit: { start: tokens[i - 1]!.end, end: tokens[i]!.end, replacement: '' },
    });
  for (let group = 0; group < INSERTIONS; group++) {
    const word = draw(4) === 0 ? tokens[inside[draw(inside.length)]!]!.form : CLOSED[draw(CLOSED.length)]!;
    if (/["(]/.test(word)) continue;
    for (const i of some(PLACES, inside)) {
      const { end } = tokens[i - 1]!;
      const replacement = closesUp.test(word) ? word : ` ${word === 'i' ? 'I' : word}`;
      slips.push({ kind: 'superfluous', word: word.toLowerCase(), group, edit: { start: end, end, replacement } });
    }
  }
  const replaceable = inside.filter((i) => families.wrongForm(tokens[i]!.form) !== undefined);
  for (const i of some(REPLACEMENTS, replaceable)) {
    const { start, end, form } = tokens[i]!;
    const wrong = families.wrongForm(form)!;
    if (ngram.idOf(wrong) === 0) continue;
    const replacement = wrong === 'i' ? 'I' : wrong;
    slips.push({
      kind: 'replaced',
      frequency: frequencyOf(form) - frequencyOf(wrong),
      edit: { start, end, replacement },
    });
  }
  return slips;
}

const sentences = texts
  .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  .flatMap((paragraph) =>
    segmentSentences(paragraph, { start: 0, end: paragraph.length }).map(({ start, end }) =>
      paragraph.slice(start, end),
    ),
  )
  .filter((sentence) => prose.test(sentence));
const step = Math.max(1, Math.floor(sentences.length / SENTENCES));

const samples = new Map<string, Sample>();
const sampleOf = (word: string): Sample => {
  const sample = samples.get(word) ?? { missing: [], superfluous: [] };
  samples.set(word, sample);
  return sample;
};
const replacements: Replacement[] = [];
const neural = shippedNeuralModel({ descriptionPath: join(folder, 'smollm2-135m.model.json'), threads: 2 });
for (let i = 0; i < sentences.length; i += step) {
  const sentence = sentences[i]!;
  const slips = slipsOf(sentence);
  const [scores] = await neural.scoreCandidates([{ sentence, edits: slips.map(({ edit }) => edit) }], {
    rightContext: RIGHT_CONTEXT,
  });
  /** Of the places of one word, the one that the model minds least. */
  const best = new Map<number, { word: string; gain: number }>();
  for (const [index, slip] of slips.entries()) {
    const gain = scores!.gains[index]!;
    if (slip.kind === 'missing') sampleOf(slip.word).missing.push(-gain);
    else if (slip.kind === 'replaced') replacements.push({ gain: -gain, frequency: slip.frequency });
    else if (gain > (best.get(slip.group)?.gain ?? Number.NEGATIVE_INFINITY))
      best.set(slip.group, { word: slip.word, gain });
  }
  for (const { word, gain } of best.values()) sampleOf(word).superfluous.push(gain);
  if (i % (50 * step) === 0) console.error(`${i / step} sentences`);
}
neural.dispose();

const pooled = (words: Iterable<string>): number => {
  const all: Sample = { missing: [], superfluous: [] };
  for (const word of words) {
    all.missing.push(...(samples.get(word)?.missing ?? []));
    all.superfluous.push(...(samples.get(word)?.superfluous ?? []));
  }
  return equalError(all);
};
const enough = (words: readonly string[]): boolean =>
  (['missing', 'superfluous'] as const).every(
    (kind) => words.reduce((sum, word) => sum + sampleOf(word)[kind].length, 0) >= LEAST_SAMPLES,
  );
const byWord: Record<string, number> = {};
for (const word of CLOSED) {
  const alike = CLASSES.map((line) => line.split(' ')).find((words) => words.includes(word)) ?? CLOSED;
  byWord[word] = pooled([[word], alike, CLOSED].find(enough) ?? CLOSED);
}
const others = pooled([...samples.keys()].filter((word) => !CLOSED.includes(word)));
const table: InterceptTable = { replaced: bestReplacedShare(replacements), byWord, others };
console.log(JSON.stringify({ closed: pooled(CLOSED), others, replaced: table.replaced }));
writeFileSync(output, `${JSON.stringify(table, null, 2)}\n`);
