import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBinaryVectors, writeBinaryVectors } from '../../server/src/learning/word2vec/binaryFormat';
import { readTextVectors, writeTextVectors } from '../../server/src/learning/word2vec/textFormat';
import { readWordVectors } from '../../server/src/learning/word2vec/vectorFile';
import { VectorFormatError } from '../../server/src/learning/word2vec/vectorFormatError';
import { WordVectors } from '../../server/src/learning/word2vec/wordVectors';

const binaryOf = (model: WordVectors): Buffer => Buffer.concat([...writeBinaryVectors(model)]);
const textOf = (model: WordVectors): Buffer => Buffer.from([...writeTextVectors(model)].join(''));

const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => !/\s/u.test(text));

const models = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 9 }))
  .chain(([words, dimensions]) =>
    fc
      .float32Array({
        minLength: words.length * dimensions,
        maxLength: words.length * dimensions,
        noNaN: true,
        noDefaultInfinity: true,
      })
      .map((vectors) => new WordVectors(words, dimensions, vectors)),
  );

/** Bits, so that -0 is not 0. */
const assertSame = (read: WordVectors, written: WordVectors): void => {
  assert.deepEqual(read.words, written.words);
  assert.equal(read.dimensions, written.dimensions);
  const { buffer, byteOffset, length } = written.vectors;
  assert.deepEqual(
    new Uint32Array(read.vectors.slice().buffer),
    new Uint32Array(buffer.slice(byteOffset, byteOffset + 4 * length)),
  );
};

describe('the formats of word vectors', () => {
  it('give back what was written, as text and as binary, and are told apart', () => {
    fc.assert(
      fc.property(models, (model) => {
        const [binary, text] = [binaryOf(model), textOf(model)];
        assertSame(readBinaryVectors(binary), model);
        assertSame(readTextVectors(text), model);
        assertSame(readWordVectors(text), model);
        assertSame(readWordVectors(binary), model);
      }),
    );
  });

  it('read what gensim writes, without newlines after vectors', () => {
    const row = (text: string, ...values: number[]) =>
      Buffer.concat([Buffer.from(`${text} `), Buffer.from(Float32Array.from(values).buffer)]);
    const bytes = Buffer.concat([Buffer.from('2 2\n'), row('a', 1, -2), row('ä', 0.5, 10)]);
    const read = readBinaryVectors(bytes);
    assert.deepEqual(read.words, ['a', 'ä']);
    assert.deepEqual([...read.vectors], [1, -2, 0.5, 10]);
    const text = readTextVectors(Buffer.from('2 2\na 1.0 -2e+0\nä .5 10\n'));
    assert.deepEqual(text.vectors, read.vectors);
  });

  it('keep the first of a word that comes twice', () => {
    const read = readTextVectors(Buffer.from('3 1\na 1\nb 2\na 3\n'));
    assert.deepEqual(read.words, ['a', 'b']);
    assert.deepEqual([...read.vectors], [1, 2]);
  });

  it('say in one line what is wrong', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /nothing in it/],
      ['hello world\n', /first line is not the number of words/],
      ['1 2 3\n', /first line is not/],
      ['-1 2\na 1 2\n', /first line is not/],
      ['1 0\na\n', /0 dimensions/],
      ['999999999999 300\na 1 2\n', /do not fit into 6 bytes/],
      ['2 2\na 1 2\n', /do not fit|missing/],
      ['2 1\na 1111111\n', /word 2 of 2 is missing/],
      ['1 2\na 1\n', /do not fit|1 numbers, not 2/],
      ['1 2\na 1 2 3\n', /line 2 has 3 numbers, not 2/],
      ['1 2\na 1 --2\n', /has "--2" where a number should be/],
      ['1 2\na 1 x\n', /has "x" where/],
      ['1 1\na 1e999\n', /not finite/],
      ['1 1\na 1\nb 2\n', /more after the 1 words/],
    ];
    for (const [text, message] of wrong)
      assert.throws(
        () => (/\n./.test(text) ? readTextVectors : readWordVectors)(Buffer.from(text)),
        (error: Error) =>
          error instanceof VectorFormatError && message.test(error.message) && !/\n/.test(error.message),
        JSON.stringify(text),
      );
    const nan = Buffer.concat([Buffer.from('1 1\na '), Buffer.from(Float32Array.of(Number.NaN).buffer)]);
    assert.throws(() => readBinaryVectors(nan), /not finite/);
    assert.throws(() => readBinaryVectors(Buffer.from([...Buffer.from('1 1\n'), 0xff, 32, 0, 0, 0, 0])), /not UTF-8/);
  });

  it('meet any bytes with an error of theirs, or with vectors', () => {
    const cut = fc
      .tuple(models, fc.boolean(), fc.nat(), fc.nat(), fc.nat({ max: 255 }))
      .map(([model, asText, end, place, byte]) => {
        const bytes = asText ? textOf(model) : binaryOf(model);
        bytes[place % bytes.length] = byte;
        return bytes.subarray(0, end % (bytes.length + 1));
      });
    fc.assert(
      fc.property(fc.oneof(cut, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        try {
          readWordVectors(bytes);
        } catch (error) {
          assert.ok(error instanceof VectorFormatError, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuse to write what could not be read again', () => {
    for (const bad of ['', 'two words', 'a\nb', '\ud800']) {
      const model = new WordVectors([bad], 1, Float32Array.of(1));
      assert.throws(() => binaryOf(model), /cannot be written/);
      assert.throws(() => textOf(model), /cannot be written/);
    }
  });
});
