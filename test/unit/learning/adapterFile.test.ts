import assert from 'node:assert/strict';
import { AdapterFormatError, decodeAdapter, encodeAdapter } from '../../../server/src/learning/adapter/adapterFile';
import { Correction } from '../../../server/src/learning/adapter/correction';

const stored = (rank: number) => {
  const correction = new Correction(4, rank === 0 ? undefined : rank);
  correction.parameters.forEach((_, at, all) => {
    all[at] = at / 8;
  });
  const facts = {
    ...{ embedder: 'minilm ✓', dimensions: 4, rank, trained: '2026-11-28T09:00:00.000Z' },
    pairs: { training: 60, validation: 15, test: 25 },
    test: { before: 0.5, after: 0.625, p: 0.01 },
  };
  return { correction, facts };
};

describe('the file of an adapter', () => {
  for (const rank of [0, 2])
    it(`is read as it was written, rank ${rank}`, () => {
      const { facts, correction } = stored(rank);
      const read = decodeAdapter(encodeAdapter({ facts, correction }));
      assert.deepEqual(read.facts, facts);
      assert.deepEqual(read.correction.parameters, correction.parameters);
      assert.equal(read.correction.rank, correction.rank);
    });

  it('is refused wherever a byte is another, where it is cut off, and where it is something else', () => {
    const bytes = encodeAdapter(stored(2));
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x10;
      assert.throws(() => decodeAdapter(damaged), AdapterFormatError, `byte ${at}`);
    }
    for (const length of [0, 3, 16, bytes.length - 4, bytes.length - 1])
      assert.throws(() => decodeAdapter(bytes.subarray(0, length)), AdapterFormatError, `${length} bytes`);
    assert.throws(
      () => decodeAdapter(new TextEncoder().encode('no adapter, but text of some length')),
      /no adapter|not whole/,
    );
  });
});
