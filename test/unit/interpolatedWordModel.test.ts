import assert from 'node:assert/strict';
import { CharacterModel } from '../../server/src/lm/characterModel';
import { readArpa } from '../../server/src/lm/ngram/arpaReader';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { InterpolatedWordModel } from '../../server/src/lm/ngram/interpolatedWordModel';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { OpenVocabulary } from '../../server/src/lm/openVocabulary';
import { tinyArpa } from '../support/arpa';

const read = (arpa: string, id: string) => NgramModel.read(writeCompact(readArpa(arpa.split('\n')), { id }));
const first = read(tinyArpa, 'first');
/** The same with "evening" for "morning". */
const second = read(tinyArpa.replaceAll('morning', 'evening'), 'second');
const open = new OpenVocabulary(
  () => CharacterModel.fromWords(['good', 'morning', 'evening']),
  () => undefined,
  -4,
);
const mixed = new InterpolatedWordModel({ words: first, open }, { words: second, open });

/** P(last word | the words before it, from the start of the sentence). */
const probability = (model: NgramModel | InterpolatedWordModel, ...words: string[]) =>
  Math.exp(
    model.logProbabilityAt(
      ['<s>', ...words].map((word) => model.idOf(word)),
      words.length,
    ),
  );
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual / expected - 1) < 1e-6, `${actual} ${expected}`);

describe('two interpolated n-gram models', () => {
  it('give the mean of both probabilities', () => {
    near(probability(mixed, 'good'), (probability(first, 'good') + probability(second, 'good')) / 2);
    near(
      probability(mixed, 'good', '</s>'),
      (probability(first, 'good', '</s>') + probability(second, 'good', '</s>')) / 2,
    );
  });

  it('know the words of both; the one that does not know a word has a share of its unknown word for it', () => {
    for (const [word, knowing, other] of [
      ['morning', first, second],
      ['evening', second, first],
    ] as const) {
      const shared = probability(other, 'good', 'nonsense') * Math.exp(open.logShare(word));
      near(probability(mixed, 'good', word), (probability(knowing, 'good', word) + shared) / 2);
    }
  });

  it('have one identifier, 0, for what neither knows, and as many as there are words for the rest', () => {
    assert.equal(mixed.idOf('nonsense'), 0);
    const ids = ['good', 'morning', 'evening', '<s>', '</s>'].map((word) => mixed.idOf(word));
    assert.equal(new Set([0, ...ids]).size, 6);
    assert.deepEqual(
      ['good', 'morning', 'evening', '<s>', '</s>'].map((word) => mixed.idOf(word)),
      ids,
    );
    assert.equal(mixed.id, 'first+second');
  });
});
