import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BitVector, rankBits, selectSamples } from '../../server/src/lm/ngram/bitVector';
import { ChildStarts, encodeCounts } from '../../server/src/lm/ngram/childStarts';
import { writeCompact } from '../../server/src/lm/ngram/compactWriter';
import { encodeWords, FrontCodedWords, utf8Order } from '../../server/src/lm/ngram/frontCodedWords';
import { encodeLists, GapCodedLists } from '../../server/src/lm/ngram/gapCodes';
import { NgramModel } from '../../server/src/lm/ngram/ngramModel';
import { PackedIntegers } from '../../server/src/lm/ngram/packedIntegers';
import { quantize } from '../../server/src/lm/ngram/quantizer';
import { MemoryRunStore } from '../../server/src/lm/ngram/runStore';
import { SentenceSpool } from '../../server/src/lm/ngram/sentenceSpool';
import { trainNgram } from '../../server/src/lm/ngram/train';

describe('parts of the compact n-gram format', () => {
  /** Bits here and there, or many alike: a vector of some hundred thousand has more than one block. */
  const runOfBits = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 700 }),
    fc
      .tuple(fc.integer({ min: 0, max: 1 }), fc.nat(20_000))
      .map(([bit, length]) => new Array<number>(length).fill(bit)),
  );

  it('bit vectors answer rank, select and next as a plain list does', () => {
    fc.assert(
      fc.property(fc.array(runOfBits, { maxLength: 30 }), (runs) => {
        const flags = runs.flat();
        const bits = rankBits(flags);
        const vector = new BitVector(bits, selectSamples(bits), flags.length);
        const ones = flags.flatMap((flag, i) => (flag ? [i] : []));
        assert.equal(vector.ones, ones.length);
        assert.equal(vector.select(ones.length), flags.length);
        let before = 0;
        flags.forEach((flag, i) => {
          assert.equal(vector.rankOfOne(i), flag ? before++ : -1);
        });
        ones.forEach((position, number) => {
          assert.equal(vector.select(number), position);
          assert.equal(vector.next(position), ones[number + 1] ?? flags.length);
        });
      }),
    );
  });

  it('gap codes find every entry of every list, and nothing else', () => {
    const list = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: (1 << 20) - 1 })), {
      minLength: 1,
      maxLength: 90,
    });
    fc.assert(
      fc.property(
        fc.array(list, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 1 << 20 }),
        (lists, other) => {
          const sorted = lists.map((values) => values.sort((a, b) => a - b));
          const coded = new GapCodedLists(
            encodeLists(
              Uint32Array.from(sorted.flat()),
              Uint8Array.from(sorted.flatMap((values) => values.map((_, i) => (i === 0 ? 1 : 0)))),
            ),
          );
          let start = 0;
          for (const values of sorted) {
            const end = start + values.length;
            const decoded = new Uint32Array(values.length);
            coded.decode(start, end, decoded);
            assert.deepEqual([...decoded], values);
            for (const target of [...values, other, (values[0] ?? 0) + 1])
              assert.equal(
                coded.find(start, end, target),
                values.includes(target) ? start + values.indexOf(target) : -1,
              );
            start = end;
          }
        },
      ),
    );
  });

  it('front-coded words are found, come back, and others are not found, whatever their characters', () => {
    const anyWord = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'é', '𝒜', '\uffff'), maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const isText = (word: string) => !/\p{Surrogate}/u.test(word);
    fc.assert(
      fc.property(fc.uniqueArray(anyWord, { maxLength: 90 }), fc.array(anyWord), (given, others) => {
        const words = given.filter(isText);
        const order = utf8Order(words);
        const coded = new FrontCodedWords(encodeWords(order.map((id) => words[id]!)), words.length);
        order.forEach((id, place) => {
          assert.equal(coded.word(place), words[id]);
          assert.equal(coded.find(words[id]!), place);
        });
        for (const other of [...others, ...words.map((word) => `${word}a`), ...words.map((word) => word.slice(0, -1))])
          assert.equal(coded.find(other) >= 0, words.includes(other), JSON.stringify(other));
        for (const prefix of [...others.filter(isText), ...words.map((word) => word.slice(0, 2)).filter(isText), '']) {
          const [start, end] = coded.beginningWith(prefix);
          const found = order.slice(start, end).map((id) => words[id]!);
          assert.deepEqual(found.sort(), words.filter((word) => word.startsWith(prefix)).sort());
        }
      }),
    );
  });

  it('counts of children give where each word’s begin', () => {
    const count = fc.oneof(fc.nat(3), fc.nat(100_000));
    fc.assert(
      fc.property(fc.array(count, { maxLength: 200 }), fc.nat(), (counts, first) => {
        const starts = new ChildStarts(encodeCounts(Uint32Array.from(counts)), counts.length);
        for (let i = 0; i <= counts.length; i++) {
          const node = (first + i) % (counts.length + 1);
          assert.equal(
            starts.of(node),
            counts.slice(0, node).reduce((sum, value) => sum + value, 0),
          );
        }
      }),
    );
  });

  it('packed integers come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(255)), (bits, values) => {
        const small = values.map((value) => value & ((1 << bits) - 1));
        const packed = new PackedIntegers(PackedIntegers.pack(small, bits), bits);
        assert.deepEqual(
          small.map((_, i) => packed.get(i)),
          small,
        );
      }),
    );
  });

  it('quantised values are the nearest of few, and their order stays', () => {
    const value = fc.double({ min: -30, max: 0, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 8 }), (values, bits) => {
        const { codebook, codes } = quantize(Float32Array.from(values), bits);
        assert.ok(codebook.length <= 2 ** bits);
        const order = values.map((v, i) => [Math.fround(v), codes[i]!] as const).sort(([a], [b]) => a - b);
        for (let i = 1; i < order.length; i++) assert.ok(order[i - 1]![1] <= order[i]![1]);
      }),
    );
  });
});

describe('n-gram models of any text', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', '<ref>', '<num>', 'é');
  const corpus = fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 30 });

  it('sum to 1 after any context, score as their distribution says, and survive writing and reading', () => {
    fc.assert(
      fc.property(
        corpus,
        fc.integer({ min: 1, max: 5 }),
        fc.array(word, { maxLength: 6 }),
        (sentences, order, context) => {
          const store = new MemoryRunStore();
          const spool = new SentenceSpool(store);
          for (const sentence of sentences) spool.add(sentence);
          const { model } = trainNgram(spool, store, { order, vocabulary: { size: 7 }, blockTokens: 64 });
          const compact = NgramModel.read(writeCompact(model, { id: 'any' }));
          const ids = [1, ...context.map((w) => compact.idOf(w))];
          const distribution = new Float32Array(compact.vocabularySize);
          compact.distribution(ids, distribution);
          let sum = 0;
          for (let id = 0; id < distribution.length; id++) {
            const single = compact.logProbabilityAt([...ids, id], ids.length);
            assert.ok(single === distribution[id] || Math.abs(single - distribution[id]!) < 1e-4);
            sum += Math.exp(single);
          }
          assert.ok(Math.abs(sum - 1) < 0.02, `sum ${sum}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are refused when any byte is changed', () => {
    const store = new MemoryRunStore();
    const spool = new SentenceSpool(store);
    for (const sentence of ['a b c', 'b c d', 'a b d']) spool.add(sentence.split(' '));
    const bytes = writeCompact(trainNgram(spool, store, { order: 3, vocabulary: {} }).model, { id: 'x' });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at]! ^= change;
        assert.throws(() => NgramModel.read(damaged), { name: 'ModelFormatError' });
      }),
    );
  });
});
