import assert from 'node:assert/strict';
import { defaultWord2vecSettings, type Word2vecSettings } from '../../../server/src/learning/word2vec/settings';
import { trainWordVectors } from '../../../server/src/learning/word2vec/training';
import { endOfSentence } from '../../../server/src/learning/word2vec/trainingKernel';
import { longestSentence, WordCorpusBuilder } from '../../../server/src/learning/word2vec/wordCorpus';
import { WordVectors } from '../../../server/src/learning/word2vec/wordVectors';
import { topicCorpus, topics, wordOf, wordsOfTopic } from '../../support/wordCorpus';

const settings = (changed: Partial<Word2vecSettings> = {}): Word2vecSettings => ({
  ...defaultWord2vecSettings,
  ...{ dimensions: 20, minimumCount: 1, sample: 0, epochs: 5, learningRate: 0.05 },
  ...changed,
});

const corpusOf = (...sentences: string[]) => {
  const builder = new WordCorpusBuilder();
  for (const sentence of sentences) builder.addSentence(sentence.split(' '));
  return builder;
};

describe('a corpus of words', () => {
  it('has its words by how often they come, the first by its letters where that is the same', () => {
    const { vocabulary } = corpusOf('b a c', 'c a d c').build(1);
    assert.deepEqual(vocabulary.words, ['c', 'a', 'b', 'd']);
    assert.deepEqual([...vocabulary.counts], [3, 2, 1, 1]);
    assert.equal(vocabulary.total, 7);
    assert.equal(vocabulary.numberOf('b'), 2);
    assert.equal(vocabulary.numberOf('e'), undefined);
  });

  it('leaves rare words out, and sentences of which one word is left', () => {
    const { vocabulary, tokens } = corpusOf('a rare b', 'a once', 'b a').build(2);
    assert.deepEqual(vocabulary.words, ['a', 'b']);
    assert.deepEqual([...tokens], [0, 1, endOfSentence, 1, 0, endOfSentence]);
  });

  it('cuts what is longer than a sentence can be', () => {
    const builder = new WordCorpusBuilder();
    builder.addSentence(Array.from({ length: longestSentence + 2 }, (_, at) => `w${at % 3}`));
    const { tokens } = builder.build(1);
    assert.equal(tokens.length, longestSentence + 4);
    assert.equal(tokens[longestSentence], endOfSentence);
  });
});

/** The share of a topic's words among the neighbours of its words. */
const purity = (vectors: WordVectors): number => {
  let own = 0;
  for (const topic of topics)
    for (let at = 0; at < wordsOfTopic; at++)
      own += vectors.nearest(wordOf(topic, at), 5).filter(({ word }) => word.startsWith(topic)).length;
  return own / (topics.length * wordsOfTopic * 5);
};

describe('word2vec', () => {
  const corpus = topicCorpus(3000);
  const ways: readonly Partial<Word2vecSettings>[] = [
    { architecture: 'skip-gram' },
    { architecture: 'cbow' },
    { architecture: 'skip-gram', negative: 0, hierarchicalSoftmax: true },
    { architecture: 'cbow', negative: 0, hierarchicalSoftmax: true },
    { architecture: 'skip-gram', hierarchicalSoftmax: true },
  ];
  for (const way of ways)
    it(`puts words of one topic beside each other: ${JSON.stringify(way)}`, () => {
      assert.ok(purity(trainWordVectors(corpus, settings(way))) > 0.95);
    });

  it('knows nothing before it has learnt', () => {
    assert.ok(purity(trainWordVectors(corpus, settings({ learningRate: 0, leastLearningRate: 0 }))) < 0.5);
  });

  it('gives the same vectors for the same seed, and others for another', () => {
    const vectorsOf = (seed: number) => trainWordVectors(corpus, settings({ seed, epochs: 1 })).vectors;
    assert.deepEqual(vectorsOf(7), vectorsOf(7));
    assert.notDeepEqual(vectorsOf(7), vectorsOf(8));
  });

  it('leaves frequent words out when it is told to, so that rare ones are learnt from what is left', () => {
    const sampled = trainWordVectors(corpus, settings({ sample: 0.02 }));
    assert.ok(purity(sampled) > 0.95);
    assert.notDeepEqual(sampled.vectors, trainWordVectors(corpus, settings()).vectors);
  });

  it('refuses settings that cannot be, each in one line', () => {
    const wrong: readonly [Partial<Word2vecSettings>, RegExp][] = [
      [{ dimensions: 0 }, /^dimensions is a whole number from 1 to 4096, not 0$/],
      [{ window: 1.5 }, /^window is a whole number/],
      [{ epochs: Number.NaN }, /^epochs /],
      [{ sample: -1 }, /^sample is a number from 0 to 1/],
      [{ negative: 0 }, /nothing to learn from/],
      [{ learningRate: 0.01, leastLearningRate: 0.02 }, /at most learningRate/],
    ];
    for (const [changed, message] of wrong)
      assert.throws(() => trainWordVectors(corpus, settings(changed)), { name: 'RangeError', message });
  });

  it('says that there is nothing to learn from, where there is nothing', () => {
    for (const builder of [new WordCorpusBuilder(), corpusOf('alone'), corpusOf('a', 'b', 'a', 'b')])
      assert.throws(() => trainWordVectors(builder.build(1), settings()), /give more text, or a lower minimumCount/);
  });
});

describe('word vectors', () => {
  const vectors = new WordVectors(
    ['king', 'queen', 'man', 'woman', 'apple', 'nothing'],
    3,
    Float32Array.of(2, 2, 0, 2, 0, 2, 0, 3, 0, 0, 0, 3, -1, 0, 0, 0, 0, 0),
  );

  it('have cosines', () => {
    assert.ok(Math.abs(vectors.similarity('king', 'man')! - Math.SQRT1_2) < 1e-6);
    assert.equal(vectors.similarity('man', 'woman'), 0);
    assert.equal(vectors.similarity('man', 'nothing'), 0);
    assert.equal(vectors.similarity('man', 'unknown'), undefined);
  });

  it('have neighbours, the most similar first, without the word itself', () => {
    assert.deepEqual(
      vectors.nearest('king', 2).map(({ word }) => word),
      ['man', 'queen'],
    );
    assert.deepEqual(vectors.nearest('unknown', 2), []);
    assert.deepEqual(
      vectors.nearest('king', 1, (word) => word !== 'man').map(({ word }) => word),
      ['queen'],
    );
    assert.equal(vectors.nearest('king', 100).length, 5);
  });

  it('have analogies, without the words asked with', () => {
    assert.equal(vectors.analogous(['king', 'woman'], ['man'], 1)[0]?.word, 'queen');
    assert.deepEqual(vectors.analogous(['king', 'unknown'], ['man'], 1), []);
  });

  it('fit together or are refused', () => {
    assert.throws(() => new WordVectors(['a'], 2, new Float32Array(3)), /3 numbers are not 1 vectors of 2 dimensions/);
    assert.throws(() => new WordVectors(['a', 'a'], 1, new Float32Array(2)), /"a" comes twice/);
  });
});
