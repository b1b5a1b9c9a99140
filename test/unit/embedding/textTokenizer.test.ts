import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { TextTokenizer } from '../../../server/src/lm/embedding/textTokenizer';
import { embeddingReferences } from '../../support/embeddingReference';

const content = JSON.parse(readFileSync('models/minilm-l6-v2.tokenizer.json', 'utf8')) as object;

describe('the tokenizer of an embedding model', () => {
  const tokenizer = new TextTokenizer(content, 256);

  it("has the original's ids, cut where its text is too long", () => {
    // The original takes what looks like a control token for one.
    for (const { text, ids } of embeddingReferences)
      if (!text.includes('[SEP]')) assert.deepEqual(tokenizer.encode(text), ids, text);
    assert.equal(
      embeddingReferences.some(({ ids }) => ids.length === 256),
      true,
    );
  });

  it('reads what looks like a control token as text', () => {
    const ids = tokenizer.encode('one [SEP] two');
    assert.equal(ids.filter((id) => id === 102).length, 1);
    assert.equal(ids.at(-1), 102);
    assert.ok(ids.length > 5);
  });

  it('cuts any text at its limit and keeps the tokens around it', () => {
    const whole = new TextTokenizer(content, 100_000);
    const text = fc.string({ unit: 'grapheme', maxLength: 400 }).map((part) => part.repeat(3));
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 40 }), (text, limit) => {
        const all = whole.encode(text);
        const expected = all.length <= limit ? all : [...all.slice(0, limit - 1), 102];
        assert.deepEqual(new TextTokenizer(content, limit).encode(text), expected);
      }),
      { numRuns: 50 },
    );
  });

  it('looks for more where a long text begins with next to nothing', () => {
    const short = new TextTokenizer(content, 8);
    const spaced = `${' '.repeat(5000)}one${' '.repeat(5000)}two`;
    assert.deepEqual(short.encode(spaced), short.encode('one two'));
  });

  it('ignores the truncation and padding that its file asks for', () => {
    const asking = {
      ...content,
      truncation: { max_length: 4, strategy: 'LongestFirst', stride: 0, direction: 'Right' },
      padding: { strategy: { Fixed: 128 }, direction: 'Right', pad_id: 0, pad_type_id: 0, pad_token: '[PAD]' },
    };
    const text = 'one two three four five six';
    assert.deepEqual(new TextTokenizer(asking, 256).encode(text), tokenizer.encode(text));
  });

  it('refuses what is no tokenizer, and a limit that leaves no room', () => {
    for (const broken of [null, {}, { model: 3 }]) assert.throws(() => new TextTokenizer(broken, 256), /has no model/);
    assert.throws(() => new TextTokenizer(content, 2), /2 tokens leave no room/);
  });
});
