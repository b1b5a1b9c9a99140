import assert from 'node:assert/strict';
import { PromptLookup } from '../../../server/src/lm/neural/promptLookup';

describe('guesses of the next tokens', () => {
  it('are what followed the longest match last', () => {
    assert.deepEqual(new PromptLookup().draft([1, 2, 3, 4, 9, 2, 3, 5, 1, 2, 3, 4, 7, 1, 2, 3, 4], 1), [7]);
    assert.deepEqual(new PromptLookup().draft([7, 2, 3, 4, 5, 6, 8, 2, 3, 4, 5], 3)[0], 6);
  });

  it('are none where nothing matches, and never more than wanted', () => {
    assert.deepEqual(new PromptLookup().draft([1, 2, 3], 3), []);
    assert.deepEqual(new PromptLookup().draft([], 3), []);
    assert.deepEqual(new PromptLookup().draft([1, 2, 3, 4, 5, 6, 1, 2, 3, 4], 0), []);
  });

  it('grow where they come true and are seldom where they do not', () => {
    const tokens = [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4];
    const sure = new PromptLookup();
    const unsure = new PromptLookup();
    let inVain = 0;
    for (let time = 0; time < 100; time++) {
      if (sure.draft(tokens, 3).length > 0) sure.learn(true);
      if (unsure.draft(tokens, 3).length === 0) continue;
      inVain++;
      unsure.learn(false);
    }
    assert.deepEqual(sure.draft(tokens, 3), [5, 6, 7]);
    assert.ok(inVain < 50, `${inVain} in vain`);
  });
});
