import assert from 'node:assert/strict';
import { unigramDistribution, unigramDivergence } from '../../server/src/lm/ngram/divergence';

describe('divergence of unigram models', () => {
  it('is 0 between a text and itself', () => {
    const words = 'the rain in the night'.split(' ');
    assert.equal(unigramDivergence(words, words).bits, 0);
  });

  it('has the value of its definition', () => {
    // Smoothed by 1/2 over {a, b}: P = (3.5/4, 0.5/4) of a a a, Q = (0.5/2, 1.5/2) of b.
    const expected = (3.5 / 4) * Math.log2(3.5 / 4 / (0.5 / 2)) + (0.5 / 4) * Math.log2(0.5 / 4 / (1.5 / 2));
    assert.ok(Math.abs(unigramDivergence(['a', 'a', 'a'], ['b']).bits - expected) < 1e-12);
  });

  it('names the words that tell the texts apart, the most telling first', () => {
    const { contributions } = unigramDivergence('ship ship sea the'.split(' '), 'code code bug the'.split(' '));
    assert.deepEqual(
      contributions.slice(0, 2).map(({ word }) => word),
      ['ship', 'sea'],
    );
  });

  it('counts words outside a given vocabulary as unknown', () => {
    const distribution = unigramDistribution(['a', 'x', 'y'], new Set(['a', '<unk>']), 1);
    assert.deepEqual(
      [...distribution],
      [
        ['a', 2 / 5],
        ['<unk>', 3 / 5],
      ],
    );
  });

  it('refuses a smoothing that leaves zeros', () => {
    assert.throws(() => unigramDivergence(['a'], ['b'], { pseudoCount: 0 }), RangeError);
  });
});
