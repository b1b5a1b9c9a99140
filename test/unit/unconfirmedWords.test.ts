import assert from 'node:assert/strict';
import type { Finding } from '../../server/src/proofreading/finding';
import { messageOf } from '../../server/src/proofreading/message';
import type { OperatingPoint } from '../../server/src/proofreading/settings';
import { unconfirmedWords } from '../../server/src/proofreading/unconfirmedWords';

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
const dropped = (found: Finding, grammar: readonly Finding[] = [], point: OperatingPoint = 'balanced') =>
  unconfirmedWords([found], grammar, point).length === 1;

describe('unknown words that the neural model has read', () => {
  it('are taken for names, foreign or new words where nobody is sure and nothing is found there', () => {
    assert.ok(dropped(at('Marleen', 0.6)));
    assert.ok(dropped(at('frend', 0.6)));
    assert.ok(dropped(at('Yesterdya', 0.6)));
    assert.ok(!dropped(at('frend', 0.75)));
    assert.ok(!dropped(at('frend', 0.6), [at('frend', 0.2, 'spelling')]));
    assert.ok(!dropped(at('frend', 0.6, 'forbidden-word')));
    assert.ok(!dropped(at('frend', 0.6), [], 'cautious'));
    assert.ok(!dropped(at('frend', 0.6), [], 'eager'));
  });
});
