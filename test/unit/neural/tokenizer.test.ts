import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readText } from '../../../server/src/lm/neural/readText';
import { sentenceTokens } from '../../../server/src/lm/neural/sentenceTokens';
import { SubwordTokenizer } from '../../../server/src/lm/neural/tokenizer';
import { tinyTokenizer } from './tinyModel';

const modelFile = 'models/smollm2-135m.tokenizer.json';

/** Texts with what breaks offsets: bytes of one character in several tokens, marks, joined emoji, lone surrogates, line ends. */
const awkwardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'é',
        'e\u0301',
        '👩‍👩‍👧',
        '🏳️‍🌈',
        '\ud83d',
        '\ude00',
        '\r\n',
        '\n\n',
        '  ',
        '\t',
        "don't",
        ' the',
        '½',
        '1234',
        '今日は',
        '<|endoftext|>',
      ),
      fc.constantFrom('\uE000', '\uE001', '\uE001\uE001'),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const bytesOf = (tokenizer: SubwordTokenizer, ids: readonly number[]) =>
  Buffer.concat(ids.map((id) => tokenizer.bytes(id) ?? assert.fail(`token ${id} writes nothing`)));

describe('the subword tokenizer', () => {
  const tokenizer = tinyTokenizer();
  /** SmolLM2 has no token for some bytes. */
  const writable = new Set(
    Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytes(id) ?? [])
      .filter(({ length }) => length === 1)
      .flatMap((bytes) => [...bytes]),
  );

  it('gives tokens that write the text, and spans that tile it', () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        const { ids, ends } = tokenizer.encode(text);
        const bytes = new TextEncoder().encode(text).filter((byte) => writable.has(byte));
        assert.deepEqual(bytesOf(tokenizer, ids), Buffer.from(bytes));
        assert.equal(ends.length, ids.length);
        let start = 0;
        for (const end of ends) {
          assert.ok(end >= start);
          // No span ends inside a character.
          const [before, after] = [text.charCodeAt(end - 1), text.charCodeAt(end)];
          assert.ok(!(before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff), `${end} of ${text}`);
          start = end;
        }
        if (ids.length > 0) assert.equal(start, text.length);
      }),
    );
  });

  it('gives the token that completes a character the whole of it', () => {
    const { ids, ends } = tokenizer.encode('a🎉b');
    assert.ok(ids.length > 3, 'the emoji has several tokens');
    assert.deepEqual([ends[0], ends.at(-3), ends.at(-2), ends.at(-1)], [1, 1, 3, 4]);
  });

  it('reads what looks like a control token as text', () => {
    assert.deepEqual(tokenizer.endTokens, [0, 2]);
    assert.equal(tokenizer.bytes(0), undefined);
    assert.ok(!tokenizer.encode('a <|endoftext|> b').ids.includes(0));
  });

  it('reads control tokens by their names where it is told to, and what stands between them as it would alone', () => {
    const { ids } = tokenizer.encode('user\n');
    assert.deepEqual(tokenizer.encodeWithControl('<|im_end|>user\n<|endoftext|>'), [2, ...ids, 0]);
    assert.deepEqual(tokenizer.encodeWithControl(''), []);
  });

  it('refuses what is no byte-level BPE, or changes the text, by name', () => {
    const model = { type: 'BPE', vocab: { a: 0 }, merges: [] };
    assert.throws(() => new SubwordTokenizer({}), /no BPE/);
    assert.throws(() => new SubwordTokenizer({ model }), /not byte-level/);
    const pre_tokenizer = { type: 'ByteLevel' };
    assert.throws(
      () => new SubwordTokenizer({ model, pre_tokenizer, normalizer: { type: 'Lowercase' } }),
      /changes the text \(Lowercase\)/,
    );
  });

  it('gives the ids of the reference implementation', function () {
    if (!existsSync(modelFile)) this.skip();
    const smollm = new SubwordTokenizer(JSON.parse(readFileSync(modelFile, 'utf8')));
    const texts = JSON.parse(readFileSync('test/fixtures/neural/smollm2-ids.json', 'utf8')) as {
      text: string;
      ids: number[];
    }[];
    assert.ok(texts.length > 50);
    for (const { text, ids } of texts) assert.deepEqual(smollm.encode(text).ids, ids, text);
  });
});

describe('tokens of a masked sentence', () => {
  const tokenizer = tinyTokenizer();

  it('tile it whatever is masked', () => {
    fc.assert(
      fc.property(awkwardText, fc.constantFrom('', ' '), (text, joint) => {
        const { ids, spans, unscored } = sentenceTokens(tokenizer, 198, text, joint);
        assert.equal(spans.length, ids.length);
        assert.equal(unscored.length, ids.length);
        let start = 0;
        for (const span of spans) {
          assert.ok(span.start === start || span === spans.at(-1));
          assert.ok(span.end >= start);
          start = span.end;
        }
        // What no token writes at all has no token to lie in.
        if (ids.length > 1) assert.equal(start, text.length);
        assert.deepEqual(spans.at(-1), { start: text.length, end: text.length });
      }),
    );
  });

  it('leave out what is absent, read placeholders as a noun and do not score it', () => {
    const masked = 'the \uE000\uE001\uE001\uE001\uE000 is \uE000new\uE000.';
    assert.equal(readText(masked).text, 'the X is new.');
    const { ids, spans, unscored } = sentenceTokens(tokenizer, 198, masked);
    const plain = sentenceTokens(tokenizer, 198, 'the X is new.');
    assert.deepEqual(ids, plain.ids);
    const noun = unscored.indexOf(true);
    assert.ok(noun > 0 && unscored.filter(Boolean).length <= 2);
    assert.equal(spans[noun]!.end, 9);
    assert.ok(
      spans.some(
        ({ start, end }) =>
          masked.slice(start, end) === ' \uE000new\uE000' || masked.slice(start, end).endsWith('w\uE000'),
      ),
    );
  });

  it('do not count what joins them to the text before', () => {
    const alone = sentenceTokens(tokenizer, 198, 'The end.');
    const joined = sentenceTokens(tokenizer, 198, 'The end.', ' ');
    assert.notDeepEqual(alone.ids, joined.ids);
    assert.equal(joined.spans[0]!.start, 0);
    assert.equal(joined.spans.at(-1)!.end, 8);
  });
});
