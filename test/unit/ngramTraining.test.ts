import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerplexityMeter } from '../../server/src/evaluation/perplexity';
import { type BackoffModel, lastWords } from '../../server/src/lm/ngram/backoffModel';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { pruneByEntropy } from '../../server/src/lm/ngram/entropyPruning';
import { modelSentences } from '../../server/src/lm/ngram/modelSentences';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { MemoryRunStore } from '../../server/src/lm/ngram/runStore';
import { SentenceSpool } from '../../server/src/lm/ngram/sentenceSpool';
import { type TrainingOptions, trainNgram } from '../../server/src/lm/ngram/train';
import { selectVocabulary } from '../../server/src/lm/ngram/vocabulary';
import { FileRunStore } from '../../server/src/platform/fileRunStore';

const corpus = readFileSync(new URL('../fixtures/ngram/corpus.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function train(
  sentences: readonly string[],
  options: Partial<TrainingOptions> = {},
  weights?: readonly number[],
): BackoffModel {
  const store = new MemoryRunStore();
  const spool = new SentenceSpool(store);
  sentences.forEach((sentence, i) => {
    spool.add(sentence.split(' '), weights?.[i]);
  });
  return trainNgram(spool, store, { order: 3, vocabulary: {}, ...options }).model;
}

const compact = (model: BackoffModel) => NgramModel.read(writeCompact(model, { id: 'test' }));
const sizes = (model: BackoffModel) => model.levels.map((level) => level.logProbability.length);

/** Sum of P(word | context) over the vocabulary, straight from the model. */
function mass(model: NgramModel, context: readonly string[]): number {
  const distribution = new Float32Array(model.vocabularySize);
  model.distribution([1, ...context.map((word) => model.idOf(word))], distribution);
  return distribution.reduce((sum, value) => sum + Math.exp(value), 0);
}

describe('training an n-gram model', () => {
  it('takes the most frequent words as vocabulary, and numbers them by frequency', () => {
    const { words } = train(corpus, { vocabulary: { size: 10 } }).vocabulary;
    assert.equal(words.length, 10);
    assert.deepEqual(words.slice(0, 5), ['<unk>', '<s>', '</s>', 'the', '.']);
  });

  it('can leave out rare words and those of a stop list, or take a list as it is', () => {
    const frequencies: [string, number][] = [
      ['a', 5],
      ['b', 1],
      ['c', 3],
    ];
    const words = (options: object) => selectVocabulary(frequencies, options).words.slice(3);
    assert.deepEqual(words({ minimumCount: 2 }), ['a', 'c']);
    assert.deepEqual(words({ exclude: new Set(['a']) }), ['c', 'b']);
    assert.deepEqual(words({ words: new Set(['b', 'z']) }), ['b', 'z']);
  });

  it('gives references no probability but keeps them as context', () => {
    const sentences = corpus.map((sentence) => sentence.replace('letter', '<ref>').replace('lamp', '<ref>'));
    const model = compact(train(sentences));
    const reference = model.idOf('<ref>');
    assert.equal(model.logProbabilityAt([1, model.idOf('the'), reference], 2), Number.NEGATIVE_INFINITY);
    model.logProbabilityAt([model.idOf('the'), reference, model.idOf('on')], 2);
    assert.equal(model.matchedOrder, 3);
    assert.ok(Math.abs(mass(model, ['the']) - 1) < 0.01);
    assert.ok(Math.abs(mass(model, ['the', '<ref>']) - 1) < 0.01);
  });

  it('gives the same model for a sentence with weight 3 as for one that stands there three times', () => {
    const weighted = train(
      corpus,
      {},
      corpus.map((_, i) => (i === 4 ? 3 : 1)),
    );
    const repeated = train([...corpus, corpus[4]!, corpus[4]!]);
    assert.deepEqual(weighted.levels, repeated.levels);
  });

  it('keeps sums at 1 with cut-offs and an open vocabulary', () => {
    const model = compact(train(corpus, { cutOffs: [1, 1], vocabulary: { size: 40 } }));
    for (const context of [[], ['the'], ['on', 'the'], ['ferry'], ['the', 'old']])
      assert.ok(Math.abs(mass(model, context) - 1) < 0.01, context.join(' '));
  });

  it('refuses an order out of range, and a corpus without a sentence', () => {
    assert.throws(() => train(corpus, { order: 6 }), /order must be 1 to 5/);
    assert.throws(() => train([]), /no sentence/);
  });

  it('drops n-grams that end in a word never predicted and lead nowhere', () => {
    const model = train(corpus.map((sentence) => sentence.replace(/letter .*/, '<ref>')));
    const reference = model.vocabulary.idOf('<ref>');
    assert.ok(!lastWords(model, 3).includes(reference));
  });
});

describe('entropy pruning', () => {
  const full = train(corpus);

  it('drops more with a higher threshold, and keeps sums at 1', () => {
    const a = pruneByEntropy(full, 1e-4);
    const b = pruneByEntropy(full, 1e-3);
    const [before, some, more] = [full, a, b].map((model) => sizes(model).reduce((sum, size) => sum + size));
    assert.ok(before! > some! && some! > more!, `${before} ${some} ${more}`);
    for (const context of [[], ['the'], ['on', 'the'], ['the', 'old']])
      assert.ok(Math.abs(mass(compact(b), context) - 1) < 0.01, context.join(' '));
  });

  it('raises the perplexity of the training text a little for many n-grams dropped', () => {
    const perplexity = (model: BackoffModel) => {
      const meter = new PerplexityMeter(compact(model));
      for (const sentence of corpus) meter.add(sentence.split(' '));
      return meter.result().perplexity;
    };
    const pruned = pruneByEntropy(full, 1e-4);
    assert.ok(sizes(pruned)[2]! < 0.7 * sizes(full)[2]!);
    const ratio = perplexity(pruned) / perplexity(full);
    assert.ok(ratio > 1 && ratio < 1.06, `${ratio}`);
  });

  it('needs counts', () => {
    assert.throws(() => pruneByEntropy({ ...full, events: 0 }, 1e-6), /needs the counts/);
  });
});

describe('perplexity', () => {
  it('counts sentence ends, leaves out references, and keeps unknown words apart', () => {
    const model = compact(train(corpus));
    const meter = new PerplexityMeter(model);
    meter.add('the <ref> lay on the zebra .'.split(' '));
    const result = meter.result();
    assert.equal(result.tokens, 6);
    assert.equal(result.outOfVocabulary, 1);
    assert.ok(Math.abs(result.outOfVocabularyRate - 1 / 7) < 1e-12);
    assert.ok(result.perplexityWithUnknown > result.perplexity);
  });

  it('counts neither a sentence nor its end where there are no words', () => {
    const meter = new PerplexityMeter(compact(train(corpus)));
    meter.add('the cat .'.split(' '));
    const before = meter.result();
    meter.add([]);
    assert.deepEqual(meter.result(), before);
  });
});

describe('model words', () => {
  it('are lower-cased; numbers and identifiers have a class each', () => {
    assert.deepEqual(modelSentences('The file src/a.ts has 3,000 lines. It’s \uE001!'), [
      ['the', 'file', '<ref>', 'has', '<num>', 'lines', '.'],
      ["it's", '<ref>', '!'],
    ]);
  });
});

describe('runs on disk', () => {
  it('give the model that runs in memory give, and leave nothing behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'surprisal-test-'));
    try {
      const store = new FileRunStore(folder);
      const spool = new SentenceSpool(store);
      for (const sentence of corpus) spool.add(sentence.split(' '));
      const { model } = trainNgram(spool, store, { order: 3, vocabulary: {}, blockTokens: 50 });
      assert.deepEqual(model.levels, train(corpus).levels);
      store.close();
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
