/**
 * Builds the English n-gram model: `npx tsx models/build/ngram/build.ts CORPUS MODELS`. CORPUS is the folder that models/build/corpus
 * filled, MODELS the folder that gets ngram-en.bin and its entry in manifest.json. The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerplexityMeter } from '../../../server/src/evaluation/perplexity';
import { ClassModel } from '../../../server/src/lm/ngram/classModel';
import { writeCompact } from '../../../server/src/lm/ngram/compactWriter';
import { modelSentences } from '../../../server/src/lm/ngram/modelSentences';
import { NgramModel } from '../../../server/src/lm/ngram/ngramModel';
import { SentenceSpool } from '../../../server/src/lm/ngram/sentenceSpool';
import { trainNgram } from '../../../server/src/lm/ngram/train';
import { SENTENCE_END_ID, SENTENCE_START_ID, UNKNOWN_ID } from '../../../server/src/lm/ngram/vocabulary';
import { withClasses } from '../../../server/src/lm/ngram/withClasses';
import { FileRunStore } from '../../../server/src/platform/fileRunStore';
import { readTextLines } from '../../../server/src/platform/textLines';
import { recordArtefact } from '../recordArtefact';
import { interpolationWeights, type WordUnderTwo } from './interpolationWeights';
import { settings } from './settings';
import { trainClasses } from './wordClasses';

interface Source {
  readonly name: string;
  readonly file: string;
  readonly package: string;
  readonly origin: string;
  readonly version: string;
  readonly sha256: string;
  readonly licence: string;
  readonly words: number;
}

const [corpusFolder, modelsFolder] = process.argv.slice(2);
if (corpusFolder === undefined || modelsFolder === undefined) {
  console.error('usage: npx tsx models/build/ngram/build.ts CORPUS MODELS');
  process.exit(2);
}

const sources = JSON.parse(readFileSync(join(corpusFolder, 'sources.json'), 'utf8')) as readonly Source[];
const store = new FileRunStore(tmpdir());
const spool = new SentenceSpool(store);
for (const { file } of sources)
  for (const paragraph of readTextLines(join(corpusFolder, file)))
    for (const words of modelSentences(paragraph)) spool.add(words);

const { model } = trainNgram(spool, store, {
  order: settings.order,
  vocabulary: { size: settings.vocabularySize },
  cutOffs: settings.cutOffs,
});
const classes = trainClasses(model, spool, store, settings.classes);
store.close();
const compact = (weights: Float32Array): Uint8Array =>
  writeCompact(model, {
    id: settings.id,
    probabilityBits: settings.probabilityBits,
    backoffBits: settings.backoffBits,
    classes: {
      ...classes,
      weights,
      probabilityBits: settings.classes.probabilityBits,
      backoffBits: settings.classes.backoffBits,
    },
  });

/** Every other sentence of the held-out text says how the models are weighted, the rest how good they are together. */
const halves: string[][][] = [[], []];
let heldOutSentences = 0;
for (const paragraph of readTextLines(join(corpusFolder, 'validation.txt')))
  for (const words of modelSentences(paragraph)) halves[heldOutSentences++ % 2]!.push(words);
const [weighting, measuring] = halves as [string[][], string[][]];
const bytes = compact(weightsOf(weighting));
writeFileSync(join(modelsFolder, settings.file), bytes);

const meter = new PerplexityMeter(withClasses(NgramModel.read(bytes)));
for (const words of measuring) meter.add(words);
const heldOut = meter.result();

/** The weights under which the sentences are likeliest, by length of the context that the model of words knows. */
function weightsOf(sentences: readonly string[][]): Float32Array {
  const words = NgramModel.read(compact(new Float32Array(settings.order).fill(0.5)));
  if (words.classes === undefined) throw new Error('The classes were not written');
  const byClasses = new ClassModel(words.classes);
  const scored: WordUnderTwo[] = [];
  for (const sentence of sentences) {
    const ids = [SENTENCE_START_ID, ...sentence.map((word) => words.idOf(word)), SENTENCE_END_ID];
    for (let position = 1; position < ids.length; position++) {
      const first = Math.exp(words.logProbabilityAt(ids, position));
      if (ids[position] === UNKNOWN_ID || first === 0) continue;
      const second = Math.exp(byClasses.logProbabilityAt(ids, position));
      scored.push({ first, second, bucket: words.contextLength });
    }
  }
  return interpolationWeights(scored, settings.order);
}

const ngrams = model.levels.map((level) => level.logProbability.length);
recordArtefact(join(modelsFolder, settings.file), {
  id: settings.id,
  kind: 'ngram',
  licence: 'Apache-2.0',
  origin: `Counted in ${spool.tokens} tokens of ${sources.length} sources, listed: documentation, essays, games and novels, freely licensed or in the public domain`,
  builtWith: 'models/build/ngram/build.ts',
  order: settings.order,
  vocabularySize: model.vocabulary.size,
  ngrams,
  classes: classes.ngrams.vocabulary.size,
  classNgrams: classes.ngrams.levels.map((level) => level.logProbability.length),
  heldOutPerplexity: Number(heldOut.perplexity.toFixed(2)),
  sources: sources.map(({ name, package: packageName, origin, version, sha256, licence, words }) => ({
    name,
    package: packageName,
    origin,
    version,
    sha256,
    licence,
    words,
  })),
});
console.log(
  `${spool.sentences} sentences, ${spool.tokens} tokens, n-grams ${ngrams.join(' / ')}, ${bytes.length} bytes; held out: ` +
    `perplexity ${heldOut.perplexity.toFixed(1)}, ${(100 * heldOut.outOfVocabularyRate).toFixed(2)} % out of vocabulary`,
);
