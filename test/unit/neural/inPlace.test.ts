import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { TreePredictor } from '../../../server/src/lm/neural/treePredictor';
import { openTinyModel, plainLogProbabilities, prefixTokens } from './tinyModel';

const logSoftmax = (logits: Float32Array): Float64Array => {
  const sum = Math.log(logits.reduce((total, value) => total + Math.exp(value), 0));
  return Float64Array.from(logits, (value) => value - sum);
};

describe('a cache that is read in place', () => {
  it('gives what the plain graph gives, for one token and for several, with slots left over and with none', async () => {
    const tiny = await openTinyModel();
    const bytes = readFileSync(new URL('../../fixtures/neural/tiny.prefix-text.bin', import.meta.url));
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    const predictor = new TreePredictor(tiny.body, tiny.head, { tokens: prefixTokens, values });
    const tokens = Array.from({ length: 70 }, (_, index) => 300 + ((index * 37) % 600));
    const plain = await plainLogProbabilities(tiny, [...prefixTokens, ...tokens]);
    await predictor.logits(tokens.slice(0, 20));
    // Sequences have room for 32 tokens, then 64: runs end before, at and after that.
    for (let end = 21; end <= tokens.length; end += 1 + (end % 4)) {
      const drafted = end % 4;
      const rows = await predictor.logitsAlong(tokens.slice(0, end), Math.min(drafted, end - 21));
      for (const [index, row] of rows.entries()) {
        const expected = plain[prefixTokens.length + end - rows.length + index]!;
        const greatest = logSoftmax(row).reduce(
          (most, value, id) => Math.max(most, Math.abs(value - expected[id]!)),
          0,
        );
        assert.ok(greatest < 1e-3, `${greatest} after ${end} tokens, row ${index}`);
      }
    }
  });
});
