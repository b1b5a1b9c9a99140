import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exchangeClusters } from '../../models/build/ngram/exchangeClusters';
import { interpolationWeights } from '../../models/build/ngram/interpolationWeights';
import { trainClasses } from '../../models/build/ngram/wordClasses';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { ModelFormatError } from '../../server/src/lm/ngram/compactFormat';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { NgramLanguageModel } from '../../server/src/lm/ngram/ngramLanguageModel';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { MemoryRunStore } from '../../server/src/lm/ngram/runStore';
import { SentenceSpool } from '../../server/src/lm/ngram/sentenceSpool';
import { trainNgram } from '../../server/src/lm/ngram/train';
import { withClasses } from '../../server/src/lm/ngram/withClasses';
import { tinyArpa } from '../support/arpa';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual / expected - 1) < 1e-5, `${actual}, not ${expected}`);

/** Words good, morning and evening; evening was never seen after good. */
const wordArpa = tinyArpa.replace('ngram 1=5', 'ngram 1=6').replace('-0.8\tmorning', '-0.9\tevening\n-0.8\tmorning');
const classArpa = tinyArpa.replaceAll('good', 'greeting').replaceAll('morning', 'time');

const tinyModel = (classes: readonly number[] = [0, 1, 2, 3, 4, 4]): NgramModel => {
  const words = readArpa(wordArpa.split('\n'));
  const ngrams = readArpa(classArpa.split('\n'));
  const numbered = ['<unk>', '<s>', '</s>', 'greeting', 'time'].map((name) => ngrams.vocabulary.idOf(name));
  const byWord = new Map(
    ['<unk>', '<s>', '</s>', 'good', 'morning', 'evening'].map((word, i) => [
      word,
      numbered[classes[i]!] ?? classes[i]!,
    ]),
  );
  const share: Readonly<Record<string, number>> = { morning: 0.75, evening: 0.25 };
  const bytes = writeCompact(words, {
    id: 'tiny',
    classes: {
      ngrams,
      classOf: Uint16Array.from(words.vocabulary.words, (word) => byWord.get(word)!),
      logShare: Float32Array.from(words.vocabulary.words, (word) => Math.log(share[word] ?? 1)),
      weights: Float32Array.of(0.5, 0.6),
    },
  });
  return NgramModel.read(bytes);
};

describe('a model of words with one of their classes', () => {
  const words = tinyModel();
  const mixed = withClasses(words);
  const probability = (model: typeof mixed, ...context: string[]) =>
    Math.exp(
      model.logProbabilityAt(
        ['<s>', ...context].map((word) => model.idOf(word)),
        context.length,
      ),
    );

  it('gives a word what its class has in the context of classes, weighted with what the word has itself', () => {
    // P(evening | good) = 10^-.2 10^-.9 by backing off; P(time | greeting) = 10^-.3, and a quarter of it is evening's.
    near(probability(mixed, 'good', 'evening'), 0.6 * 10 ** -1.1 + 0.4 * 10 ** -0.3 * 0.25);
    near(probability(mixed, 'good', 'morning'), 0.6 * 10 ** -0.3 + 0.4 * 10 ** -0.3 * 0.75);
    near(probability(mixed, 'good'), 0.6 * 10 ** -0.2 + 0.4 * 10 ** -0.2);
  });

  it('takes the weight of the length of the context', () => {
    assert.equal(mixed.contextLength, 1);
    near(Math.exp(mixed.logProbabilityAt([mixed.idOf('evening')], 0)), 0.5 * 10 ** -0.9 + 0.5 * 10 ** -0.8 * 0.25);
    assert.equal(mixed.contextLength, 0);
  });

  it('never predicts the beginning of a sentence, and gives words outside of its vocabulary the share of the unknown one', () => {
    assert.equal(probability(mixed, 'good', '<s>') < 1e-30, true);
    near(probability(mixed, 'good', 'zebra'), 10 ** -0.2 * 10 ** -1);
  });

  it('tells of all words at once what it tells of each', () => {
    for (const context of [[], ['good'], ['evening'], ['good', 'morning']]) {
      const ids = ['<s>', ...context].map((word) => mixed.idOf(word));
      const distribution = new Float32Array(mixed.vocabularySize);
      mixed.distribution(ids, distribution);
      for (const [id, value] of distribution.entries())
        if (id !== 1) assert.ok(Math.abs(value - mixed.logProbabilityAt([...ids, id], ids.length)) < 1e-5);
    }
    const [first] = mixed.successors([1, mixed.idOf('good')], 1);
    assert.equal(mixed.word(first!.id), 'morning');
  });

  it('scores plain text like any n-gram model', async () => {
    const [score] = await new NgramLanguageModel(mixed).score(['Good evening']);
    const each = [['good'], ['good', 'evening'], ['good', 'evening', '</s>']].map((path) =>
      Math.log(probability(mixed, ...path)),
    );
    near(score!.logProbability, each[0]! + each[1]! + each[2]!);
  });

  it('is the model of words itself where a file holds no classes', () => {
    const plain = NgramModel.read(writeCompact(readArpa(wordArpa.split('\n')), { id: 'plain' }));
    assert.equal(withClasses(plain), plain);
  });

  it('is refused when words have classes that are not there', () => {
    const damaged = tinyModel([0, 1, 2, 3, 4, 999]);
    assert.throws(() => withClasses(damaged), ModelFormatError);
  });
});

describe('classes of words by exchange', () => {
  /** Log likelihood of the bigrams under the classes, by its definition, but for what does not depend on them. */
  const likelihood = (pairs: readonly (readonly [number, number, number])[], classOf: ArrayLike<number>): number => {
    const joint = new Map<string, number>();
    const first = new Map<number, number>();
    const second = new Map<number, number>();
    for (const [a, b, count] of pairs) {
      const [c, d] = [classOf[a]!, classOf[b]!];
      joint.set(`${c} ${d}`, (joint.get(`${c} ${d}`) ?? 0) + count);
      first.set(c, (first.get(c) ?? 0) + count);
      second.set(d, (second.get(d) ?? 0) + count);
    }
    const sum = (counts: Iterable<number>) => [...counts].reduce((total, n) => total + n * Math.log(n), 0);
    return sum(joint.values()) - sum(first.values()) - sum(second.values());
  };
  const cluster = (pairs: readonly (readonly [number, number, number])[], words: number, classes: number) =>
    exchangeClusters(
      {
        first: Uint32Array.from(pairs, ([first]) => first),
        second: Uint32Array.from(pairs, ([, second]) => second),
        count: Uint32Array.from(pairs, ([, , count]) => count),
      },
      words,
      { classes, rounds: 50, alone: [0] },
    );

  it('puts words with the same neighbours together', () => {
    // 0 is the end; 1 and 2 come before 3 and 4.
    const pairs = [
      [0, 1, 9],
      [0, 2, 5],
      [1, 3, 6],
      [1, 4, 3],
      [2, 3, 3],
      [2, 4, 2],
      [3, 0, 9],
      [4, 0, 5],
    ] as const;
    assert.deepEqual(
      [...cluster(pairs, 5, 3)].map((c, _, all) => all.indexOf(c)),
      [0, 1, 1, 3, 3],
    );
  });

  it('ends where no word alone can move to a better class', () => {
    const counts = fc.array(fc.nat(9), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(counts, (table) => {
        const pairs = table
          .map((count, i) => [Math.floor(i / 10), i % 10, count] as const)
          .filter(([, , count]) => count > 0);
        const found = cluster(pairs, 10, 4);
        const reached = likelihood(pairs, found);
        for (let word = 1; word < 10; word++)
          for (let other = 1; other < 4; other++)
            assert.ok(likelihood(pairs, found.with(word, other)) <= reached + 1e-4);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the special words apart, and shares each class among its words by their counts', () => {
    const store = new MemoryRunStore();
    const spool = new SentenceSpool(store);
    for (const subject of ['cat', 'dog', 'cat']) spool.add(['the', subject, 'sleeps']);
    const { model } = trainNgram(spool, store, { order: 2, vocabulary: {} });
    const { vocabulary } = model;
    const { ngrams, classOf, logShare } = trainClasses(model, spool, store, {
      count: 6,
      rounds: 20,
      order: 2,
      cutOffs: [0],
    });
    assert.deepEqual([...classOf.subarray(0, 3)], [0, 1, 2]);
    const [cat, dog] = [vocabulary.idOf('cat'), vocabulary.idOf('dog')];
    assert.equal(classOf[cat], classOf[dog]);
    assert.equal(ngrams.vocabulary.words[classOf[cat]!], 'cat');
    near(Math.exp(logShare[cat]!), 2 / 3);
    near(Math.exp(logShare[dog]!), 1 / 3);
  });
});

describe('weights of two models', () => {
  it('are those under which words are likeliest, by bucket', () => {
    // Half of the words are certain under one model and impossible under the other.
    const even = [
      { first: 1, second: 0, bucket: 0 },
      { first: 0, second: 1, bucket: 0 },
    ];
    // log(w + (1 - w) / 2) + log((1 - w) / 2 + w / 4) is greatest where 1 / (1 + w) = 1 / (2 - w): at one half.
    const mixed = [
      { first: 1, second: 0.5, bucket: 1 },
      { first: 0.25, second: 0.5, bucket: 1 },
    ];
    const weights = interpolationWeights([...even, ...mixed], 3);
    near(weights[0]!, 0.5);
    near(weights[1]!, 0.5);
    assert.equal(weights[2], 0.5);
  });
});
