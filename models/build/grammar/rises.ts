/**
 * Counts by how much log odds rise from look to look where an edit is made in the end, and writes it into the artefact of asked.py:
 * `npx tsx models/build/grammar/rises.ts SENTENCES.jsonl OUTPUT GRAMMAR.json REPORT.md`. SENTENCES and OUTPUT are those that extract.ts was
 * given for asked.py: what the neural model said is taken from OUTPUT.scores.jsonl.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { loadGrammarModels } from '../../../server/src/platform/models';
import { candidateEdits } from '../../../server/src/proofreading/grammar/candidateEdits';
import { Cascade } from '../../../server/src/proofreading/grammar/cascade';
import { looks, type NeuralLook } from '../../../server/src/proofreading/grammar/features';
import type { GrammarEdit } from '../../../server/src/proofreading/grammar/grammarEdit';
import { type GrammarArtefact, GrammarWeights } from '../../../server/src/proofreading/grammar/grammarWeights';
import { logOdds } from '../../../server/src/proofreading/logOdds';
import { type OperatingPoint, operatingPoints } from '../../../server/src/proofreading/settings';
import { markdownTable, quantile } from '../../../test/bench/table';
import { isRight } from './damagedSentence';
import { damagedSentences, requestOf } from './damagedSentences';
import { RememberedScores } from './rememberedScores';

/** Of right edits that are made, so many are to pass each look. */
const KEPT = 0.998;

const [input, output, artefactPath, reportPath] = process.argv.slice(2);
if (input === undefined || output === undefined || artefactPath === undefined || reportPath === undefined) {
  console.error('usage: npx tsx models/build/grammar/rises.ts SENTENCES.jsonl OUTPUT GRAMMAR.json REPORT.md');
  process.exit(2);
}

/** An edit that came to the last look, with its log odds after each. */
interface Judged {
  readonly edit: GrammarEdit;
  readonly isRight: boolean;
  readonly logOdds: ReadonlyMap<NeuralLook, number>;
}

const earlier = looks.filter((look): look is NeuralLook => look !== 'ngram' && look !== 'asked');

async function judgedEdits(weights: GrammarWeights): Promise<Judged[]> {
  const models = loadGrammarModels();
  const neural = shippedNeuralModel({ threads: 1 });
  const model = new RememberedScores(neural, `${output}.scores.jsonl`);
  const judged: Judged[] = [];
  for (const sentence of damagedSentences(input!)) {
    const seen = new Map<GrammarEdit, Map<NeuralLook, number>>();
    const cascade = new Cascade(models, weights.gates, weights.probe, (look, candidates) => {
      if (look === 'ngram') return;
      for (const { edit, logOdds: odds } of candidates) seen.set(edit, (seen.get(edit) ?? new Map()).set(look, odds));
    });
    const request = requestOf(sentence);
    const edits = candidateEdits({ text: request.sentence, tokens: request.tokens, dialect: 'en' }, models.resources);
    await cascade.byNeural(request, cascade.byNgram(request, edits), model, {});
    for (const [edit, odds] of seen)
      if (odds.has('asked')) judged.push({ edit, isRight: isRight(sentence, edit), logOdds: odds });
  }
  neural.dispose();
  return judged;
}

const artefact = JSON.parse(readFileSync(artefactPath, 'utf8')) as GrammarArtefact;
const weights = new GrammarWeights(artefact);
const judged = await judgedEdits(weights);
const shift = (point: OperatingPoint) => logOdds(weights.confidence(0, point, true));
const bound = ({ edit }: Judged, point: OperatingPoint) =>
  logOdds(weights.leastConfidence(edit.editClass, point, true)) - shift(point);
const percent = (part: readonly unknown[], whole: readonly unknown[]) =>
  ((100 * part.length) / whole.length).toFixed(1);

const rows: string[][] = [];
const neural = Object.fromEntries(
  operatingPoints.map((point) => {
    const made = judged.filter((one) => one.logOdds.get('asked')! >= bound(one, point));
    const right = made.filter((one) => one.isRight);
    const wrong = made.filter((one) => !one.isRight);
    const missing = (one: Judged, look: NeuralLook) => bound(one, point) - one.logOdds.get(look)!;
    const rises = Object.fromEntries(
      earlier.map((look) => {
        const most = quantile(
          right.map((one) => missing(one, look)),
          KEPT,
        );
        return [look, Number(most.toFixed(3))];
      }),
    ) as Record<NeuralLook, number>;
    const dropped = (edits: readonly Judged[]) =>
      edits.filter((one) => earlier.some((look) => missing(one, look) > rises[look]));
    rows.push([
      point,
      ...earlier.map((look) => String(rises[look])),
      percent(dropped(right), right),
      percent(dropped(wrong), wrong),
    ]);
    return [point, { ...artefact.neural[point], rises }];
  }),
);
writeFileSync(artefactPath, `${JSON.stringify({ ...artefact, neural })}\n`);
const header = [
  'operating point',
  ...earlier.map((look) => `after ${look}`),
  'of right edits, dropped %',
  'of wrong ones %',
];
const text = `Of ${judged.length} edits that came to the last look: what the log odds of right ones that are made may lack of their bound after a look, but for one in ${Math.round(1 / (1 - KEPT))}.\n\n${markdownTable(header, rows)}`;
writeFileSync(reportPath, text);
