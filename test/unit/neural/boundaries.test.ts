import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readModelFiles, shippedModelPath } from '../../../server/src/inference/modelFiles';
import { SubwordTokenizer } from '../../../server/src/lm/neural/tokenizer';
import { beginsWord } from '../../../server/src/lm/neural/wordScores';

describe("the shipped model's table of tokens that begin words", () => {
  const files = readModelFiles(shippedModelPath());
  const tokenizer = new SubwordTokenizer(JSON.parse(readFileSync(files.pathOf('tokenizer'), 'utf8')));
  const table = readFileSync(files.pathOf('boundaries'));
  const begins = (id: number): boolean => ((table[id >> 3]! >> (id & 7)) & 1) === 1;

  it('is what the text of each token says, where it is whole characters', () => {
    const different: string[] = [];
    for (let id = 0; id < tokenizer.size; id++) {
      const bytes = tokenizer.bytes(id);
      const text = bytes && Buffer.from(bytes).toString('utf8');
      if (text && !text.startsWith('\ufffd') && beginsWord(text) !== begins(id)) different.push(text);
    }
    assert.deepEqual(different, []);
    assert.equal(table.length * 8, tokenizer.size);
  });

  it('has control tokens, which end a text, and no byte that goes on with a character', () => {
    assert.ok(tokenizer.endTokens.length > 0 && tokenizer.endTokens.every(begins));
    const going = Array.from({ length: tokenizer.size }, (_, id) => id).filter((id) => {
      const first = tokenizer.bytes(id)?.[0] ?? 0;
      return first >= 0x80 && first < 0xc0;
    });
    assert.ok(going.length > 0 && !going.some(begins));
  });
});
