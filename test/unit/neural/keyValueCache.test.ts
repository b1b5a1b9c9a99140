import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyValueWidth } from '../../../server/src/lm/neural/decoderShape';
import { type CachedSequence, KeyValueCache } from '../../../server/src/lm/neural/keyValueCache';

const shape = { layers: 2, keyValueHeads: 2, headSize: 4, hidden: 3 };
const width = keyValueWidth(shape);
/** Keys, values and hidden rows that tell which token they belong to, and where it stood. */
const rowsOf = (tokens: readonly number[], start: number) => ({
  keyValues: Float32Array.from(
    tokens.flatMap((token, index) =>
      Array.from({ length: width }, (_, place) => token * 1000 + start + index + place / 100),
    ),
  ),
  hidden: Float32Array.from(
    tokens.flatMap((token, index) => Array.from({ length: shape.hidden }, () => token + (start + index) / 100)),
  ),
});
const prefixTokens = [0, 9];
/** A prefix lies as [layers, 2, heads, tokens, size], not token by token. */
const prefixValues = (() => {
  const { keyValues, hidden } = rowsOf(prefixTokens, 0);
  const planes = width / shape.headSize;
  const cache = Array.from({ length: planes }, (_, plane) =>
    prefixTokens.flatMap((_, token) => [
      ...keyValues.subarray(token * width + plane * 4, token * width + plane * 4 + 4),
    ]),
  );
  return Float32Array.from([...hidden, ...cache.flat()]);
})();

const cacheOf = (maxTokens: number) =>
  new KeyValueCache(shape, { tokens: prefixTokens, values: prefixValues }, maxTokens);

/** Reads tokens as a model does: what is there is reused, the rest appended. */
function read(cache: KeyValueCache, text: readonly number[]): { sequence: CachedSequence; reused: number } {
  const tokens = [...prefixTokens, ...text];
  const found = cache.find(tokens, true);
  if (found.length === tokens.length) {
    cache.touch(found.sequence);
    return { sequence: found.sequence, reused: found.length };
  }
  const sequence = cache.extend(found.sequence, found.length, tokens.length);
  const rest = tokens.slice(found.length);
  const { keyValues, hidden } = rowsOf(rest, found.length);
  sequence.append(rest, keyValues, hidden, true);
  return { sequence, reused: found.length };
}

/** What a sequence holds is what its tokens have, whatever it was before. */
function assertHolds(sequence: CachedSequence, text: readonly number[]): void {
  const tokens = [...prefixTokens, ...text];
  assert.deepEqual(sequence.tokens.slice(0, tokens.length), tokens);
  const { keyValues, hidden } = rowsOf(tokens, 0);
  const tensors = Object.values(sequence.past);
  assert.equal(tensors.length, 2 * shape.layers);
  for (let token = 0; token < tokens.length; token++) {
    assert.deepEqual(sequence.hidden(token), hidden.subarray(token * 3, token * 3 + 3));
    for (const [index, { data, dims }] of tensors.entries()) {
      assert.deepEqual(dims, [1, 2, sequence.capacity, 4]);
      for (let head = 0; head < 2; head++)
        assert.deepEqual(
          data.subarray((head * sequence.capacity + token) * 4, (head * sequence.capacity + token) * 4 + 4),
          keyValues.subarray(token * width + (index * 2 + head) * 4, token * width + (index * 2 + head) * 4 + 4),
        );
    }
  }
}

describe('the key-value cache', () => {
  it('holds what was read, within its bound, whatever is read', () => {
    const text = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 15 }), (texts) => {
        const cache = cacheOf(160);
        for (const one of texts) {
          assertHolds(read(cache, one).sequence, one);
          assert.ok(cache.tokens <= 160);
        }
      }),
    );
  });

  it('reuses the beginning of a text that was edited, and keeps other texts', () => {
    const cache = cacheOf(1024);
    const text = Array.from({ length: 40 }, (_, index) => index + 10);
    const other = text.map((token) => token + 100);
    read(cache, text);
    read(cache, other);
    const edited = [...text.slice(0, 30), 5, 6];
    assert.equal(read(cache, edited).reused, 32);
    assert.equal(read(cache, other).reused, 42);
    assert.equal(read(cache, edited.slice(0, 10)).reused, 12);
  });

  it('drops what was not read for longest, and never the prefix', () => {
    const cache = cacheOf(96);
    const texts = [1, 2, 3].map((token) => Array.from({ length: 25 }, () => token));
    for (const text of texts) read(cache, text);
    assert.equal(read(cache, texts[0]!).reused, 27);
    read(
      cache,
      Array.from({ length: 25 }, () => 4),
    );
    assert.equal(cache.find([...prefixTokens, ...texts[0]!], true).length, 27);
    assert.equal(cache.find([...prefixTokens, ...texts[1]!], true).length, 2);
    assert.equal(cache.find(prefixTokens, true).length, 2);
  });

  it('refuses a prefix of another shape', () => {
    assert.throws(
      () => new KeyValueCache(shape, { tokens: [1, 2, 3], values: prefixValues }, 10),
      /prefix of 3 tokens/,
    );
  });
});
