import assert from 'node:assert/strict';
import { readMisspellings, scoreSpelling } from '../../server/src/evaluation/spelling';

describe('spelling: scoring', () => {
  it('reads tab-separated pairs, underscores as spaces', () => {
    assert.deepEqual(readMisspellings('alot\ta_lot\r\n\nleter\tletter\n'), [
      { written: 'alot', intended: 'a lot' },
      { written: 'leter', intended: 'letter' },
    ]);
  });
  it('names the line that is no pair', () => {
    assert.throws(() => readMisspellings('leter\tletter\nletter\n'), /line 2/);
    assert.throws(() => readMisspellings('a\tb\tc'), /line 1/);
    assert.throws(() => readMisspellings('\tb'), /line 1/);
  });
  it('counts first, first five, in the lexicon and reachable', () => {
    const answers: Record<string, string[]> = {
      one: ['right', 'x'],
      two: ['a', 'b', 'c', 'd', 'Right'],
      six: ['a', 'b', 'c', 'd', 'e', 'right'],
      none: ['a'],
      same: ['same', 'right'],
    };
    const misspellings = Object.keys(answers).map((written) => ({ written, intended: 'right' }));
    assert.deepEqual(
      scoreSpelling(
        [...misspellings, { written: 'self', intended: 'self' }],
        (written) => answers[written] ?? ['self'],
        (word) => word === 'right',
      ),
      { items: 6, first: 2 / 6, firstFive: 3 / 6, inLexicon: 5 / 6, reachable: 4 / 6 },
    );
  });
  it('gives zeros for nothing', () => {
    assert.deepEqual(
      scoreSpelling(
        [],
        () => [],
        () => true,
      ),
      { items: 0, first: 0, firstFive: 0, inLexicon: 0, reachable: 0 },
    );
  });
});
