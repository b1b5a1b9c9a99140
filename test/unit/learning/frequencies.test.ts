import assert from 'node:assert/strict';
import fc from 'fast-check';
import { aliasTable } from '../../../server/src/learning/word2vec/aliasTable';
import { keepBounds, negativeWeights } from '../../../server/src/learning/word2vec/frequencies';
import { huffmanPaths } from '../../../server/src/learning/word2vec/huffmanTree';

const full = 2 ** 32;

/** The probability of each word by a table. */
const probabilities = (table: Uint32Array): number[] => {
  const words = table.length / 2;
  const shares = new Array<number>(words).fill(0);
  for (let column = 0; column < words; column++) {
    const own = (table[2 * column]! + 1) / full;
    shares[column]! += own / words;
    shares[table[2 * column + 1]!]! += (1 - own) / words;
  }
  return shares;
};

const counts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 200 });

describe('a table of aliases', () => {
  it('gives each word its share of the weights', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const weights = negativeWeights(Uint32Array.from(values));
        const sum = weights.reduce((all, weight) => all + weight, 0);
        probabilities(aliasTable(weights)).forEach((share, word) => {
          assert.ok(Math.abs(share - weights[word]! / sum) < 1e-8);
        });
      }),
    );
  });
});

describe('sub-sampling', () => {
  it('keeps by the formula of word2vec.c', () => {
    // 1,000,000 words: the frequent one is half of them.
    const [frequent, rare] = keepBounds(Uint32Array.of(500_000, 500, 499_500), 1e-3);
    assert.ok(Math.abs(frequent! / full - (Math.sqrt(500) + 1) / 500) < 1e-6);
    assert.equal(rare, full - 1);
  });

  it('keeps all where it is off', () => {
    assert.deepEqual([...keepBounds(Uint32Array.of(9, 1), 0)], [full - 1, full - 1]);
  });
});

describe('a Huffman tree', () => {
  it('has codes of which none begins another, as short as their entropy allows', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const sorted = Uint32Array.from(values).sort().reverse();
        const { starts, branches } = huffmanPaths(sorted);
        const total = sorted.reduce((sum, count) => sum + count, 0);
        let kraft = 0;
        let length = 0;
        let entropy = 0;
        sorted.forEach((count, word) => {
          const bits = starts[word + 1]! - starts[word]!;
          kraft += 2 ** -bits;
          length += (bits * count) / total;
          entropy -= (count / total) * Math.log2(count / total);
        });
        // A full binary tree.
        assert.ok(Math.abs(kraft - 1) < 1e-9);
        assert.ok(length >= entropy - 1e-9 && length < entropy + 1);
        const inner = new Set([...branches].map((branch) => branch >>> 1));
        assert.equal(inner.size, sorted.length - 1);
        assert.ok([...inner].every((node) => node < sorted.length));
        const codes = new Set<string>();
        for (const word of sorted.keys()) codes.add([...branches.subarray(starts[word], starts[word + 1])].join(' '));
        assert.equal(codes.size, sorted.length);
      }),
    );
  });

  it('is the one that gensim makes, also of words that come as often as others', () => {
    const { starts, branches } = huffmanPaths(
      Uint32Array.of(9, 7, 5, 5, 5, 5, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1),
    );
    const codes = Array.from({ length: 21 }, (_, word) =>
      Array.from(branches.subarray(starts[word], starts[word + 1]), (branch) => branch & 1).join(''),
    );
    // Of gensim 4.4.0 (`_assign_binary_codes`).
    assert.deepEqual(codes, [
      ...['101', '011', '000', '1100', '1101', '1111', '11101', '0100', '0011', '10011', '10010', '10001', '10000'],
      ...['00101', '111000', '00100', '010111', '010110', '010101', '010100', '111001'],
    ]);
  });

  it('has a known shape', () => {
    const { starts, branches } = huffmanPaths(Uint32Array.of(5, 2, 1));
    const path = (word: number) => [...branches.subarray(starts[word], starts[word + 1])];
    // The root is the last node, 1; the two rare words hang from node 0.
    assert.equal(path(0).length, 1);
    assert.deepEqual(
      path(1).map((branch) => branch >>> 1),
      [1, 0],
    );
    assert.deepEqual(
      path(2).map((branch) => branch >>> 1),
      [1, 0],
    );
    assert.notEqual(path(1)[1]! & 1, path(2)[1]! & 1);
  });
});
