/**
 * Builds the English n-gram model: `npx tsx models/build/ngram/build.ts CORPUS MODELS`. CORPUS is the folder that models/build/corpus
 * filled, MODELS the folder that gets ngram-en.bin and its entry in manifest.json. The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerplexityMeter } from '../../../server/src/evaluation/perplexity';
import { writeCompact } from '../../../server/src/lm/ngram/compactWriter';
import { modelSentences } from '../../../server/src/lm/ngram/modelSentences';
import { NgramModel } from '../../../server/src/lm/ngram/ngramModel';
import { SentenceSpool } from '../../../server/src/lm/ngram/sentenceSpool';
import { trainNgram } from '../../../server/src/lm/ngram/train';
import { FileRunStore } from '../../../server/src/platform/fileRunStore';
import { readTextLines } from '../../../server/src/platform/textLines';
import { recordArtefact } from '../recordArtefact';
import { settings } from './settings';

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
for (const { name, file, words: wordCount } of sources) {
  // Every so many paragraphs of a large reference manual say how it is written as well as all of them do.
  const share = settings.wholeSources.includes(name) ? 1 : Math.min(1, settings.mostWordsOfOthers / wordCount);
  let taken = 0;
  let paragraphs = 0;
  for (const paragraph of readTextLines(join(corpusFolder, file))) {
    paragraphs++;
    if (taken >= share * paragraphs) continue;
    taken++;
    for (const words of modelSentences(paragraph)) spool.add(words);
  }
}

const { model } = trainNgram(spool, store, {
  order: settings.order,
  vocabulary: { size: settings.vocabularySize },
  cutOffs: settings.cutOffs,
});
store.close();
const bytes = writeCompact(model, {
  id: settings.id,
  probabilityBits: settings.probabilityBits,
  backoffBits: settings.backoffBits,
});
writeFileSync(join(modelsFolder, settings.file), bytes);

const meter = new PerplexityMeter(NgramModel.read(bytes));
for (const paragraph of readTextLines(join(corpusFolder, 'validation.txt')))
  for (const words of modelSentences(paragraph)) meter.add(words);
const heldOut = meter.result();

const ngrams = model.levels.map((level) => level.logProbability.length);
recordArtefact(join(modelsFolder, settings.file), {
  id: settings.id,
  kind: 'ngram',
  licence: 'Apache-2.0',
  origin: `Counted in ${spool.tokens} tokens of ${sources.length} freely licensed documentation packages, listed under sources`,
  builtWith: 'models/build/ngram/build.ts',
  order: settings.order,
  vocabularySize: model.vocabulary.size,
  ngrams,
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
