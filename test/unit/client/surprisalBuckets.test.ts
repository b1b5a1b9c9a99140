import assert from 'node:assert/strict';
import { boundariesOf, bucketOf, defaultBoundaries, inBuckets } from '../../../client/src/decorations/surprisalBuckets';

describe('the buckets of the heat map', () => {
  it('begin at their boundaries', () => {
    const buckets = [0, 3.99, 4, 7.9, 8, 12, 15.9, 16, 60].map((bits) => bucketOf(bits, defaultBoundaries));
    assert.deepEqual(buckets, [0, 0, 1, 1, 2, 3, 3, 4, 4]);
  });

  it('hold every word once, in order', () => {
    const words = [{ surprisalBits: 20 }, { surprisalBits: 1 }, { surprisalBits: 17 }, { surprisalBits: 9 }];
    assert.deepEqual(inBuckets(words, defaultBoundaries), [[words[1]], [], [words[3]], [], [words[0], words[2]]]);
  });

  it('follow boundaries that somebody set, and no others than four rising numbers', () => {
    assert.deepEqual(boundariesOf([1, 2, 3, 4.5]), [1, 2, 3, 4.5]);
    for (const wrong of [undefined, 'a', [1, 2, 3], [1, 2, 2, 4], [4, 3, 2, 1], [1, 2, 3, null], [0, 1, 2, 3]])
      assert.deepEqual(boundariesOf(wrong), defaultBoundaries);
  });
});
