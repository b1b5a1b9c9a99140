/**
 * Looks at the candidate edits of damaged text as the product does, and writes what it sees:
 * `npx tsx models/build/grammar/extract.ts SENTENCES.jsonl OUTPUT [GRAMMAR.json [LAST]]`. SENTENCES is from
 * inject.ts. OUTPUT.sentences.tsv gets a line a sentence, OUTPUT.LOOK.tsv a line for each candidate that was looked at. Who is looked
 * further at is decided by the gates of GRAMMAR.json, set lower by some, so that the next training sees what they drop, and by gain where it
 * has none. With `ngram` for LAST
 * the neural model is not asked.
 */
import { createWriteStream, readFileSync } from 'node:fs';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { loadGrammarModels } from '../../../server/src/platform/models';
import type { Candidate } from '../../../server/src/proofreading/grammar/candidate';
import { candidateEdits } from '../../../server/src/proofreading/grammar/candidateEdits';
import { Cascade, type Gate, type Gates } from '../../../server/src/proofreading/grammar/cascade';
import { featureBlocks, featureNames, type Look, looks } from '../../../server/src/proofreading/grammar/features';
import { type GrammarArtefact, gateOf } from '../../../server/src/proofreading/grammar/grammarWeights';
import { MistakeProbe } from '../../../server/src/proofreading/grammar/mistakeProbe';
import { type DamagedSentence, isRight } from './damagedSentence';
import { damagedSentences, requestOf } from './damagedSentences';
import { RememberedScores } from './rememberedScores';

/** How much lower gates are set, in log odds, and how many more they let pass. */
const LOWER = 1;
const MORE = 1.5;

const [input, output, artefact, last = 'full'] = process.argv.slice(2);
if (input === undefined || output === undefined) {
  console.error('usage: npx tsx models/build/grammar/extract.ts SENTENCES.jsonl OUTPUT [GRAMMAR.json [LAST]]');
  process.exit(2);
}

const byFeature = (name: string, least: number, most: number): Gate => {
  const place = featureNames.indexOf(name);
  return { logOdds: (features) => features[place]!, least, most };
};
const byGain: Readonly<Record<Look, Gate>> = {
  ngram: byFeature('ngramGain', -4, 30),
  first: byFeature('firstGain', -3, 10),
  short: byFeature('shortGain', -2, 8),
  full: byFeature('gain', -3, 8),
  asked: byFeature('askedGain', -3, 8),
};
const looser = ({ logOdds, least, most }: Gate): Gate => ({ logOdds, least: least - LOWER, most: most * MORE });
/** Of looks that are not trained yet, by gain. */
const gatesOf = (known: GrammarArtefact['looks'] | undefined): Gates => {
  const gate = (look: Exclude<Look, 'asked'>): Gate =>
    known?.[look] === undefined ? byGain[look] : looser(gateOf(known[look]));
  return {
    ngram: gate('ngram'),
    first: gate('first'),
    short: gate('short'),
    full: gate('full'),
    asked: byGain.asked,
  };
};

const sentences = damagedSentences(input);
const models = loadGrammarModels();
const neural = shippedNeuralModel({ threads: 1 });
const model = new RememberedScores(neural, `${output}.scores.jsonl`);
const names = (look: Look): readonly string[] =>
  looks.slice(0, looks.indexOf(look) + 1).flatMap((each) => featureBlocks[each]);
const table = createWriteStream(`${output}.sentences.tsv`);
table.write('sentence\tsource\tmix\tfamily\twords\terrors\ttokensRead\n');
const files = Object.fromEntries(looks.map((look) => [look, createWriteStream(`${output}.${look}.tsv`)]));
for (const look of looks) files[look]!.write(`sentence\tstart\tend\tright\t${names(look).join('\t')}\n`);

let sentence: DamagedSentence;
let index = 0;
const write = (look: Look, candidates: readonly Candidate[]): void => {
  for (const { edit, features } of candidates) {
    const right = isRight(sentence, edit) ? 1 : 0;
    const values = features.map((value) => Number(value.toFixed(3)));
    files[look]!.write(`${index}\t${edit.start}\t${edit.end}\t${right}\t${values.join('\t')}\n`);
  }
};
const known = artefact === undefined ? undefined : (JSON.parse(readFileSync(artefact, 'utf8')) as GrammarArtefact);
const probe = known?.probe && new MistakeProbe(known.probe);
const cascade = new Cascade(models, gatesOf(known?.looks), probe, write);

for (; index < sentences.length; index++) {
  sentence = sentences[index]!;
  const { edits, source, mix, family } = sentence;
  const request = requestOf(sentence);
  const { sentence: text, tokens } = request;
  const found = candidateEdits({ text, tokens, dialect: 'en' }, models.resources);
  const likely = cascade.byNgram(request, found);
  const { tokensRead } = last === 'ngram' ? { tokensRead: 0 } : await cascade.byNeural(request, likely, model, {});
  const words = tokens.filter(({ kind }) => kind === 'word').length;
  table.write(`${index}\t${source}\t${mix}\t${family}\t${words}\t${edits.length}\t${tokensRead}\n`);
  if (index % 50 === 49) console.error(`${index + 1} of ${sentences.length} sentences`);
}
neural.dispose();
