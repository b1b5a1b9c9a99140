/**
 * What rivals at one place tell: `npx tsx models/build/grammar/rivals.ts SENTENCES.jsonl [SENTENCES]`. SENTENCES.jsonl is from inject.ts; its first
 * sentences are judged as the product judges them in one pass. Prints what is gained where the probabilities of rivals are summed, beside a lower bound
 * for single edits, and how often the right edit is among those that a finding offers.
 */
import { readFileSync } from 'node:fs';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { loadGrammarModels, loadGrammarWeights } from '../../../server/src/platform/models';
import { areRivals, type Candidate } from '../../../server/src/proofreading/grammar/candidate';
import { candidateEdits } from '../../../server/src/proofreading/grammar/candidateEdits';
import { Cascade } from '../../../server/src/proofreading/grammar/cascade';
import { Decision } from '../../../server/src/proofreading/grammar/decision';
import type { GrammarRequest } from '../../../server/src/proofreading/grammar/grammarRequest';
import type { OperatingPoint } from '../../../server/src/proofreading/settings';
import { tokenize } from '../../../server/src/text/tokens';
import { type DamagedSentence, isRight } from './damagedSentence';

const [input, most = '1000'] = process.argv.slice(2);
if (input === undefined) {
  console.error('usage: npx tsx models/build/grammar/rivals.ts SENTENCES.jsonl [SENTENCES]');
  process.exit(2);
}

const settingsAt = (operatingPoint: OperatingPoint) =>
  ({ dialect: 'en', operatingPoint, disabledKinds: new Set<never>(), minConfidence: 0 }) as const;

const weights = loadGrammarWeights();
const models = loadGrammarModels();
const neural = shippedNeuralModel({ threads: 1 });
const cascade = new Cascade(models, weights.gates, weights.probe);

interface Judged {
  readonly damaged: DamagedSentence;
  readonly words: number;
  readonly candidates: readonly Candidate[];
}
const judged: Judged[] = [];
for (const line of readFileSync(input, 'utf8').split('\n').slice(0, Number(most))) {
  if (line === '') continue;
  const damaged = JSON.parse(line) as DamagedSentence;
  const { sentence: text, leftContext } = damaged;
  const tokens = tokenize(text, { start: 0, end: text.length });
  const request: GrammarRequest = {
    sentence: text,
    leftContext,
    tokens,
    blockKind: 'paragraph',
    settings: settingsAt('eager'),
    dictionary: { has: () => false, forbids: () => false },
  };
  const likely = cascade.byNgram(request, candidateEdits({ text, tokens, dialect: 'en' }, models.resources));
  const { candidates } = await cascade.byNeural(request, likely, neural, {});
  judged.push({ damaged, words: tokens.filter(({ kind }) => kind === 'word').length, candidates });
}
neural.dispose();

/** Sure enough by itself, or by the sum of its rivals' probabilities and its own. */
type Rule = (own: number, sum: number) => boolean;

const figures = (point: OperatingPoint, isSure: Rule): string => {
  const confidence = ({ logOdds }: Candidate): number => weights.confidence(logOdds, point, true);
  let right = 0;
  let wrong = 0;
  let errors = 0;
  let words = 0;
  for (const { damaged, candidates, words: own } of judged) {
    words += own;
    errors += damaged.edits.length;
    const taken: Candidate[] = [];
    for (const one of [...candidates].sort((a, b) => b.logOdds - a.logOdds)) {
      const rivals = candidates.filter(({ edit }) => areRivals(edit, one.edit));
      const sum = rivals.reduce((total, rival) => total + confidence(rival), 0);
      if (!isSure(confidence(one), sum) || taken.some(({ edit }) => areRivals(edit, one.edit))) continue;
      taken.push(one);
      if (isRight(damaged, one.edit)) right++;
      else wrong++;
    }
  }
  const precision = right / (right + wrong);
  const recall = right / errors;
  const f = (1.25 * precision * recall) / (0.25 * precision + recall);
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${[percent(precision), percent(recall), percent(f), ((1000 * wrong) / words).toFixed(2)].join(' | ')} |`;
};

console.log(`${judged.length} sentences`);
console.log(
  '\n| operating point | sure where | P % | R % | F0.5 % | wrong in 1,000 words |\n|---|---|---|---|---|---|',
);
for (const point of ['cautious', 'balanced'] as const) {
  const least = weights.leastConfidence('agreement', point, true);
  const rules: readonly (readonly [string, Rule])[] = [
    [`own ≥ ${least} (as shipped)`, (own) => own >= least],
    ...[0.05, 0.1].map((less): [string, Rule] => {
      const bound = Number((least - less).toFixed(3));
      return [`own ≥ ${bound}`, (own) => own >= bound];
    }),
    ...[0.4, 0.5, 0.6].map((bound): [string, Rule] => {
      return [
        `own ≥ ${least}, or sum ≥ ${bound} and own ≥ 0.15`,
        (own, sum) => own >= least || (sum >= bound && own >= 0.15),
      ];
    }),
  ];
  for (const [name, rule] of rules) console.log(`| ${point} | ${name} | ${figures(point, rule)}`);
}

console.log(
  '\n| operating point | findings | first edit right | others offered | right among all |\n|---|---|---|---|---|',
);
for (const point of ['cautious', 'balanced', 'eager'] as const) {
  const decision = new Decision(weights, settingsAt(point), true);
  const found = judged.flatMap(({ damaged, candidates }) =>
    decision.accepted(candidates).map((accepted) => ({
      first: isRight(damaged, accepted.edit),
      others: accepted.others.map(({ edit }) => isRight(damaged, edit)),
    })),
  );
  const offered = found.reduce((sum, { others }) => sum + others.length, 0);
  const first = found.filter((one) => one.first).length;
  const among = found.filter((one) => one.first || one.others.includes(true)).length;
  console.log(`| ${point} | ${found.length} | ${first} | ${offered} | ${among} |`);
}
