import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';
import { unconfirmedNames } from '../../server/src/proofreading/unconfirmedNames';

const text = 'Yesterdya we met Marleen and her frend Tom.';
const at = (word: string, confidence: number, code = 'unknown-word'): Finding => {
  const start = text.indexOf(word);
  return {
    ...{ start, end: start + word.length, kind: 'spelling', code, confidence },
    message: messageOf(''),
    surprisalBits: 0,
    candidates: [],
    safe: false,
  };
};
const dropped = (found: Finding, grammar: readonly Finding[] = []) =>
  unconfirmedNames(text, { start: 0, end: text.length }, [found], grammar, 'balanced').length === 1;

describe('unknown words that the neural model has read', () => {
  it('are taken for names where they have a capital inside the sentence, nobody is sure, and nothing is found there', () => {
    assert.ok(dropped(at('Marleen', 0.3)));
    assert.ok(!dropped(at('Marleen', 0.6)));
    assert.ok(!dropped(at('frend', 0.3)));
    assert.ok(!dropped(at('Yesterdya', 0.3)));
    assert.ok(!dropped(at('Marleen', 0.3), [at('Marleen', 0.2, 'spelling')]));
    assert.ok(!dropped(at('Marleen', 0.3, 'forbidden-word')));
  });
});
