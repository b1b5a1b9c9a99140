import assert from 'node:assert/strict';
import { loadNeuralModel } from '../../../server/src/inference/loadNeuralModel';
import { shippedModelPath } from '../../../server/src/inference/modelFiles';
import { isSupported, thisPlatform } from '../../../server/src/inference/platforms';
import { errorsOf, referenceScores, toleranceHere } from '../../support/neuralReference';

describe('the shipped neural model', () => {
  it('gives the probabilities that its weights have in float32, but for the rounding of activations', async function () {
    this.timeout(180_000);
    if (!isSupported(thisPlatform())) this.skip();
    const model = await loadNeuralModel(shippedModelPath(), { threads: 2 }, { beforeRun() {}, afterRun() {} });
    const errors = await errorsOf(model, referenceScores());
    const { mean, greatest, instructions } = toleranceHere();
    const meanError = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const greatestError = Math.max(...errors);
    const told = `${instructions}: mean ${meanError.toFixed(4)} of ${mean}, greatest ${greatestError.toFixed(3)} of ${greatest}`;
    assert.ok(meanError <= mean && greatestError <= greatest, told);
  });
});
