/**
 * Writes what the neural model holds after each token of damaged text: `npx tsx models/build/grammar/hiddenRows.ts SENTENCES.jsonl OUTPUT`.
 * OUTPUT.rows.f32 gets the hidden rows, OUTPUT.tokens.tsv a line for each: sentence, start, end and class of the mistake that the token is part
 * of, or that is missing before it; `none` for most.
 */
import { createWriteStream, readFileSync } from 'node:fs';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import type { TokenScore } from '../../../server/src/lm/languageModel';
import type { DamagedSentence } from './damagedSentence';

/** Of the hidden rows of the shipped model. */
const WIDTH = 576;

const [input, output] = process.argv.slice(2);
if (input === undefined || output === undefined) {
  console.error('usage: npx tsx models/build/grammar/hiddenRows.ts SENTENCES.jsonl OUTPUT');
  process.exit(2);
}

const projection = Array.from({ length: WIDTH }, (_, place) => {
  const row = new Float32Array(WIDTH);
  row[place] = 1;
  return row;
});
const model = shippedNeuralModel({ threads: 1 });
const rows = createWriteStream(`${output}.rows.f32`);
const table = createWriteStream(`${output}.tokens.tsv`);
table.write('sentence\tstart\tend\tclass\n');

const classAt = ({ edits }: DamagedSentence, { start, end }: TokenScore): string =>
  edits.find((edit) => (edit.start === edit.end ? edit.start === start : edit.start < end && edit.end > start))
    ?.editClass ?? 'none';

const lines = readFileSync(input, 'utf8').split('\n');
for (const [index, line] of lines.entries()) {
  if (line === '') continue;
  const sentence = JSON.parse(line) as DamagedSentence;
  const { sentence: text, leftContext } = sentence;
  const [scores] = await model.scoreCandidates([{ sentence: text, leftContext, edits: [] }], { projection });
  for (const [place, values] of scores!.projected!.entries()) {
    const token = scores!.sentence.tokens[place]!;
    rows.write(Buffer.from(Float32Array.from(values).buffer));
    table.write(`${index}\t${token.start}\t${token.end}\t${classAt(sentence, token)}\n`);
  }
  if (index % 200 === 199) console.error(`${index + 1} of ${lines.length} sentences`);
}
model.dispose();
