import assert from 'node:assert/strict';
import { MistakeProbe } from '../../../server/src/proofreading/grammar/mistakeProbe';

const bytes = (...values: number[]): string => btoa(String.fromCharCode(...values.map((value) => value & 255)));

describe('the probe for mistakes', () => {
  const probe = new MistakeProbe({
    model: 'small',
    offsets: [-1, 0],
    kinds: [
      { classes: ['spelling'], bias: -1, steps: [0.5, 2], weights: [bytes(2, -4), bytes(1, 0)] },
      { classes: [], bias: 3, steps: [1, 1], weights: [bytes(0, 0), bytes(0, -127)] },
    ],
  });

  it('asks for its weights, of kinds and offsets in turn', () => {
    assert.deepEqual(
      probe.projection.map((row) => [...row]),
      [
        [1, -2],
        [2, 0],
        [0, 0],
        [0, -127],
      ],
    );
  });

  it('adds up what the rows around a token say, and nothing of rows that are not there', () => {
    const projected = [
      [10, 20, 30, 40],
      [1, 2, 3, 4],
    ];
    assert.deepEqual(probe.logOdds(projected, 1, 'spelling'), { own: -1 + 10 + 2, any: 3 + 30 + 4 });
    assert.deepEqual(probe.logOdds(projected, 0, 'spelling'), { own: -1 + 20, any: 3 + 40 });
  });

  it('sees any mistake where it knows no kind of the class', () => {
    const { own, any } = probe.logOdds([[1, 2, 3, 4]], 0, 'pronoun');
    assert.equal(own, any);
  });
});
