import assert from 'node:assert/strict';
import { RandomGenerator } from '../../../server/src/lm/sampling/randomGenerator';
import { Rotation } from '../../../server/src/search/vectors/rotation';
import { widthOf } from '../../../server/src/search/vectors/rowCodes';

describe('the rotation of vectors', () => {
  for (const dimensions of [3, 70, 384])
    it(`is undone, with ${dimensions} dimensions`, () => {
      const random = RandomGenerator.ofSeed(dimensions);
      const vector = Float32Array.from({ length: dimensions }, () => random.nextDouble() - 0.5);
      const rotation = new Rotation(widthOf(dimensions));
      const back = rotation.inverse(rotation.unit(vector), dimensions);
      const length = Math.hypot(...vector);
      assert.equal(back.length, dimensions);
      for (let at = 0; at < dimensions; at++) assert.ok(Math.abs(back[at]! - vector[at]! / length) < 1e-6);
    });
});
