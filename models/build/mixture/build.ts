/**
 * Learns how the n-gram and the neural model are mixed: `npx tsx models/build/mixture/build.ts MODELS TEXT`. MODELS is the folder of both models,
 * where mixture-en.json is written; TEXT is text of the corpus that the n-gram model was not trained on, one paragraph a line. Half of its
 * paragraphs are learnt from, perplexities on the others are printed and recorded.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WordPerplexity } from '../../../server/src/evaluation/wordPerplexity';
import { shippedNeuralModel } from '../../../server/src/inference/neuralModel';
import { MixedLanguageModel, type MixtureSettings, type WordUnderBoth } from '../../../server/src/lm/mixture';
import { NgramLanguageModel } from '../../../server/src/lm/ngram/ngramLanguageModel';
import { withClasses } from '../../../server/src/lm/ngram/withClasses';
import { WrittenForms } from '../../../server/src/lm/writtenForms';
import { usualCaseIn } from '../../../server/src/platform/models';
import { segmentSentences } from '../../../server/src/text/sentences';
import { tokenize } from '../../../server/src/text/tokens';
import { readModels } from '../heldOut';
import { recordArtefact } from '../recordArtefact';
import { learnNeuralWeights, learnWrittenShares } from './learn';

/** Sentences that each half gives to the neural model, spread evenly over it. */
const SENTENCES = 1000;
const BATCH = 200;
/** Longer ones are lists and tables for the most part. */
const LONGEST = 600;

const [folder, textPath] = process.argv.slice(2);
if (folder === undefined || textPath === undefined) {
  console.error('usage: npx tsx models/build/mixture/build.ts MODELS TEXT');
  process.exit(2);
}

const halves: [string[], string[]] = [[], []];
for (const [index, paragraph] of readFileSync(textPath, 'utf8').split('\n').entries())
  for (const { start, end } of segmentSentences(paragraph, { start: 0, end: paragraph.length }))
    if (end - start <= LONGEST) halves[index % 2]!.push(paragraph.slice(start, end));
const spread = (sentences: readonly string[]): string[] =>
  sentences.filter(
    (_, i) => Math.floor((i * SENTENCES) / sentences.length) > Math.floor(((i - 1) * SENTENCES) / sentences.length),
  );

const { ngram, lexicon, open } = readModels(folder);
const usualCase = usualCaseIn(lexicon);
const shares = learnWrittenShares(
  halves[0].map((text) => tokenize(text, { start: 0, end: text.length })),
  usualCase,
);
const neural = shippedNeuralModel({ descriptionPath: join(folder, 'smollm2-135m.model.json') });
const mixtureOf = (neuralWeights: MixtureSettings['neuralWeights']): MixedLanguageModel =>
  new MixedLanguageModel(
    new NgramLanguageModel(withClasses(ngram), open),
    neural,
    new WrittenForms(shares, usualCase),
    neuralWeights,
  );

const wordsOf = async (sentences: readonly string[]): Promise<(readonly WordUnderBoth[])[]> => {
  const words: (readonly WordUnderBoth[])[] = [];
  const unweighted = mixtureOf({ byContextLength: [0.5], afterStop: 0.5 });
  for (let from = 0; from < sentences.length; from += BATCH) {
    words.push(...(await unweighted.words(sentences.slice(from, from + BATCH))));
    console.error(`${words.length} of ${sentences.length} sentences`);
  }
  return words;
};
const [learnt, unseen] = [await wordsOf(spread(halves[0])), await wordsOf(spread(halves[1]))];
neural.dispose();

const neuralWeights = learnNeuralWeights(learnt.flat(), ngram.order);
const mixture = mixtureOf(neuralWeights);
const perplexity = (probability: (word: WordUnderBoth) => number): number => {
  const meter = new WordPerplexity();
  for (const words of unseen) meter.add(words.filter((word) => word.ngram > Number.NEGATIVE_INFINITY).map(probability));
  return Math.round(10 * meter.perplexity) / 10;
};
const heldOutPerplexity = {
  ngram: perplexity((word) => word.ngram),
  neural: perplexity((word) => word.neural!),
  mixed: perplexity((word) => mixture.mix(word)),
};
console.log(JSON.stringify({ neuralWeights, heldOutPerplexity }, null, 2));

const output = join(folder, 'mixture-en.json');
const settings: MixtureSettings = { neuralWeights, written: shares };
writeFileSync(output, `${JSON.stringify(settings, null, 2)}\n`);
recordArtefact(output, {
  id: 'mixture-en',
  kind: 'mixture',
  licence: 'Apache-2.0',
  origin: 'Weights and ways to write words: learnt on held-out text of the n-gram model with it and the neural model',
  builtWith: 'models/build/mixture/build.ts',
  models: [ngram.id, neural.id],
  heldOutPerplexity,
});
