import assert from 'node:assert/strict';
import { areaUnderCurve, shareBelow, thresholdAt } from '../../server/src/evaluation/refusalMetrics';

describe('measures of refusal', () => {
  it('count how often the answerable one is surer, equal ones half', () => {
    assert.equal(areaUnderCurve([0.9, 0.8], [0.1, 0.2]), 1);
    assert.equal(areaUnderCurve([0.1], [0.9]), 0);
    // Pairs: .5 > .2, .5 = .5, .3 > .2, .3 < .5.
    assert.equal(areaUnderCurve([0.5, 0.3], [0.2, 0.5]), 2.5 / 4);
  });

  it('set a threshold that refuses a share of the answerable at most', () => {
    const values = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    const threshold = thresholdAt(values, 0.1);
    assert.equal(threshold, 0.2);
    assert.equal(shareBelow(values, threshold), 0.1);
    assert.equal(shareBelow([0.15, 0.2, 0.5, 0.1], threshold), 0.5);
  });
});
