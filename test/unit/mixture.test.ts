import assert from 'node:assert/strict';
import { CharacterModel } from '../../server/src/lm/characterModel';
import type { Continuation, LanguageModel, TokenScore } from '../../server/src/lm/languageModel';
import { MixedLanguageModel, mixLinearly } from '../../server/src/lm/mixture';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { NgramLanguageModel } from '../../server/src/lm/ngram/ngramLanguageModel';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { OpenVocabulary } from '../../server/src/lm/openVocabulary';
import { WrittenForms } from '../../server/src/lm/writtenForms';
import { PLACEHOLDER } from '../../server/src/text/maskedDocument';

const row = { lower: 0.5, capitalized: 0.25, upper: 0.125, mixed: 0.125 };
const written = new WrittenForms(
  {
    letterCase: {
      'first.lower': { ...row, lower: 0.25, capitalized: 0.5 },
      'first.unlisted': row,
      'inside.lower': row,
      'inside.capitalized': { ...row, lower: 0.25, capitalized: 0.5 },
      'inside.unlisted': row,
    },
    number: { digit: 0.5, other: 0.25, end: 0.25 },
  },
  (form) => (form === 'paris' ? 'capitalized' : form === 'zzz' ? undefined : 'lower'),
);

/** Log probabilities to base 10; `good morning` is a context of no trigram. */
const arpa = `\\data\\
ngram 1=5
ngram 2=3
ngram 3=1

\\1-grams:
-1.0\t<unk>
-99\t<s>\t-0.3
-0.5\t</s>
-0.6\tgood\t-0.2
-0.8\tmorning\t-0.1

\\2-grams:
-0.2\t<s> good\t-0.4
-0.3\tgood morning\t0
-0.1\tmorning </s>

\\3-grams:
-0.15\t<s> good morning

\\end\\
`;

const near = (actual: number, expected: number, what = '') =>
  assert.ok(Math.abs(actual - expected) < 1e-5, `${what} ${actual}, not ${expected}`);

describe('how words are written', () => {
  const share = (form: string, kind: 'word' | 'number' | 'punctuation' = 'word', isFirst = false) =>
    Math.exp(written.logShare({ kind, form }, isFirst));

  it('depends on the place in the sentence and on how the word usually is', () => {
    near(share('good'), 0.5);
    near(share('Good'), 0.25);
    near(share('GOOD'), 0.125);
    near(share('Good', 'word', true), 0.5);
    near(share('Paris'), 0.5);
    near(share('Zzz'), 0.25);
  });

  it('gives each of the ways to write a word in mixed case its part, and marks all', () => {
    near(share('gOOd'), 0.125 / 16);
    near(share('.', 'punctuation'), 1);
    near(share('\u732b'), 1);
  });

  it('writes numbers character by character, over all of which it sums to one', () => {
    near(share('42', 'number'), 0.05 * 0.05 * 0.25);
    near(share('4.2', 'number'), 0.05 * (0.25 / 20) * 0.05 * 0.25);
  });
});

describe('a mixture of an n-gram and a neural model', () => {
  const ngram = new NgramLanguageModel(
    NgramModel.read(writeCompact(readArpa(arpa.split('\n')), { id: 'tiny' })),
    new OpenVocabulary(
      () => CharacterModel.fromWords(['good', 'morning']),
      () => undefined,
      -4,
    ),
  );
  /** A word is one subword of probability e^-2, a new one always begins. */
  const neural: LanguageModel = {
    id: 'neural',
    score: async (sentences) =>
      sentences.map((text) => {
        const pieces = [...text.matchAll(/ ?[^\s.\uE001]+|\./g)].map(
          ({ 0: piece, index }): TokenScore => ({
            start: index,
            end: index + piece.length,
            logProbability: -2,
            boundaryLogProbability: 0,
          }),
        );
        const end = { start: text.length, end: text.length, logProbability: -3, boundaryLogProbability: 0 };
        return { logProbability: 0, tokens: [...pieces, end] };
      }),
    next: async (): Promise<Continuation[]> => [
      { text: 'Morning', logProbability: Math.log(0.25) },
      { text: 'night', logProbability: Math.log(0.125) },
    ],
  };
  const weights = { byContextLength: [0, 0.5, 0.25], afterStop: 0.125 };
  const mixed = new MixedLanguageModel(ngram, neural, written, weights);
  const base10 = (exponent: number) => 10 ** exponent;

  it("adds the shares of both, the n-gram model's for the word as it is written, by the context that it knows", async () => {
    const [score] = await mixed.score(['Good morning']);
    // One word of context is known at first, two before "morning", then again one.
    const expected = [
      0.5 * Math.exp(-2) + 0.5 * base10(-0.2) * 0.5,
      0.25 * Math.exp(-2) + 0.75 * base10(-0.15) * 0.5,
      0.5 * Math.exp(-3) + 0.5 * base10(-0.1),
    ].map(Math.log);
    assert.deepEqual(
      score!.tokens.map(({ start, end }) => [start, end]),
      [
        [0, 4],
        [5, 12],
        [12, 12],
      ],
    );
    for (const [i, { logProbability }] of score!.tokens.entries()) near(logProbability, expected[i]!, `${i}:`);
    near(
      score!.logProbability,
      expected.reduce((sum, one) => sum + one, 0),
    );
    assert.equal(mixed.id, 'tiny+neural');
  });

  it('gives words outside the vocabulary their share of the unknown word, and weighs by the context alone', async () => {
    const [score] = await mixed.score(['Good zzz good']);
    const [, unknown, after] = score!.tokens;
    assert.deepEqual([unknown!.outOfVocabulary, unknown!.contextLength, after!.contextLength], [true, 2, 1]);
    const own = ngram.scoreSentence('good zzz', { start: 0, end: 8 }).tokens[1]!.logProbability + Math.log(0.5);
    near(unknown!.logProbability, Math.log(0.25 * Math.exp(-2) + 0.75 * Math.exp(own)));
    near(after!.logProbability, Math.log(0.5 * Math.exp(-2) + 0.5 * base10(-0.6) * 0.5));
  });

  it('weighs otherwise after a mark that ends sentences', async () => {
    const [score] = await mixed.score(['Good.']);
    near(score!.tokens[2]!.logProbability, Math.log(0.125 * Math.exp(-3) + 0.875 * base10(-0.5)));
  });

  it('leaves to the neural model what the n-gram model never predicts, and gives masked stretches no score', async () => {
    const [score] = await mixed.score([`Good ${PLACEHOLDER} v1.2`]);
    assert.deepEqual(
      score!.tokens.map(({ start, end }) => [start, end]),
      [
        [0, 4],
        [7, 11],
        [11, 11],
      ],
    );
    near(score!.tokens[1]!.logProbability, Math.log(0.5) - 6);
  });

  it('puts together the likeliest next words of both, as they are written there', async () => {
    const next = await mixed.next('Good', 3);
    assert.deepEqual(
      next.map(({ text }) => text),
      ['morning', 'Morning', 'night'],
    );
    near(next[0]!.logProbability, Math.log(0.75 * base10(-0.15) * 0.5));
    near(next[1]!.logProbability, Math.log(0.75 * base10(-0.15) * 0.25 + 0.25 * 0.25));
    near(next[2]!.logProbability, Math.log(0.25 * 0.125));
  });

  it('is the n-gram model, as words are written, where the neural one does not answer and somebody is told', async () => {
    const gone: LanguageModel = {
      id: 'gone',
      score: () => Promise.reject(new Error('gone')),
      next: () => Promise.reject(new Error('gone')),
    };
    const reasons: unknown[] = [];
    const left = new MixedLanguageModel(ngram, gone, written, weights, (error) => reasons.push(error));
    const [score] = await left.score([`Good ${PLACEHOLDER} morning`]);
    assert.deepEqual(
      score!.tokens.map(({ start, end }) => [start, end]),
      [
        [0, 4],
        [7, 14],
        [14, 14],
      ],
    );
    near(score!.tokens[0]!.logProbability, Math.log(base10(-0.2) * 0.5));
    assert.equal((await left.next('Good', 1))[0]?.text, 'morning');
    assert.deepEqual(reasons.map(String), ['Error: gone', 'Error: gone']);
    await assert.rejects(new MixedLanguageModel(ngram, gone, written, weights).score(['Good']), /gone/);
  });

  it('is one of both where the other has no weight or finds a word impossible', () => {
    near(mixLinearly(-1, -2, 1), -1);
    near(mixLinearly(-1, -2, 0), -2);
    near(mixLinearly(-1, Number.NEGATIVE_INFINITY, 0.5), -1 - Math.LN2);
    near(mixLinearly(-800, -800, 0.3), -800);
    assert.equal(mixLinearly(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5), Number.NEGATIVE_INFINITY);
  });
});
