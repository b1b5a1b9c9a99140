import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Finding } from '../../server/src/proofreading/finding';
import { checkMechanics } from '../../server/src/proofreading/mechanics/mechanics';
import { englishText, messageOf } from '../../server/src/proofreading/message';
import { tokenize } from '../../server/src/text/tokens';

describe('messages of findings', () => {
  it('are said in English with their values in their places, whatever is in them', () => {
    assert.equal(englishText(messageOf('"{1}" is not "{0}".', '$&', '{0}')), '"{0}" is not "$&".');
  });

  it('do not keep the texts that they tell of', function () {
    this.timeout(60_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heap = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const texts = 40;
    const length = 1_000_000;
    const found: Finding[] = [];
    const check = (n: number): void => {
      const text = `They share ${n} responsibilities responsibilities.${' '.repeat(length)}`;
      const sentence = { start: 0, end: 60, tokens: tokenize(text, { start: 0, end: 60 }) };
      const block = { start: 0, end: text.length, kind: 'paragraph' } as const;
      found.push(...checkMechanics({ text, sentence, previous: undefined, block }));
    };
    check(0);
    const before = heap();
    for (let n = 1; n <= texts; n++) check(n);
    const kept = heap() - before;
    assert.equal(found.length, texts + 1);
    assert.equal(found[0]!.candidates[0]?.replacement, 'responsibilities');
    assert.ok(kept < (texts * length) / 4, `${kept} bytes are kept of texts of ${texts * length}`);
  });
});
