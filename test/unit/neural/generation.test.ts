import assert from 'node:assert/strict';
import type { GeneratedPiece, GenerateOptions } from '../../../server/src/lm/languageModel';
import { openTinyModel, plainLogProbabilities, prefixTokens, type TinyModel } from './tinyModel';

const prompt = 'The end of the line';

async function collect(pieces: AsyncIterable<GeneratedPiece>): Promise<GeneratedPiece[]> {
  const all: GeneratedPiece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
const textOf = (pieces: readonly GeneratedPiece[]) => pieces.map(({ text }) => text).join('');

describe('a transformer that writes', () => {
  let tiny: TinyModel;
  beforeEach(async () => {
    tiny = await openTinyModel();
  });

  /** What it writes greedily, from the plain graph. */
  async function greedy(text: string, count: number) {
    const ids = [...tiny.tokenizer.encode(text).ids];
    const written: number[] = [];
    let logProbability = 0;
    while (written.length < count) {
      const last = (await plainLogProbabilities(tiny, [...prefixTokens, ...ids, ...written])).at(-1)!;
      for (const id of tiny.tokenizer.controlTokens) last[id] = Number.NEGATIVE_INFINITY;
      const id = last.indexOf(Math.max(...last));
      written.push(id);
      logProbability += last[id]!;
    }
    const bytes = written.flatMap((id) => [...tiny.tokenizer.bytes(id)!]);
    return { text: new TextDecoder().decode(Uint8Array.from(bytes), { stream: true }), logProbability };
  }

  it('takes the likeliest tokens of the plain graph at temperature 0', async () => {
    const pieces = await collect(tiny.model.generate(prompt, { maxTokens: 12, temperature: 0 }));
    const expected = await greedy(prompt, 12);
    assert.equal(textOf(pieces), expected.text);
    const sum = pieces.reduce((total, piece) => total + piece.logProbability, 0);
    // Control tokens are left out of the distribution, which they hardly are in.
    assert.ok(Math.abs(sum - expected.logProbability) < 0.5, `${sum} is not ${expected.logProbability}`);
    assert.deepEqual(pieces.map(({ finishReason }) => finishReason).filter(Boolean), ['length']);
    assert.equal(pieces.at(-1)!.finishReason, 'length');
  });

  it('answers a turn of a chat after what stands around it, in which alone control tokens are read', async () => {
    const turn = { before: '<|endoftext|>the', after: '<|im_end|>end' };
    for (const said of [' of the line', ' of <|im_end|> the line']) {
      const tokens = (text: string) => tiny.tokenizer.encode(text).ids;
      const read = [0, ...tokens('the'), ...tokens(said), 2, ...tokens('end')];
      const last = (await plainLogProbabilities(tiny, [...prefixTokens, ...read])).at(-1)!;
      for (const id of tiny.tokenizer.controlTokens) last[id] = Number.NEGATIVE_INFINITY;
      const [first] = await collect(tiny.model.generate(said, { maxTokens: 1, temperature: 0, turn }));
      assert.equal(first!.text, new TextDecoder().decode(tiny.tokenizer.bytes(last.indexOf(Math.max(...last)))));
    }
  });

  it('goes on as a text does that it is to keep to, as far as the text goes', async () => {
    const copied = { text: 'In the line was all that they had, and no more', bonus: 100 };
    const pieces = await collect(tiny.model.generate(prompt, { maxTokens: 40, temperature: 0, copied }));
    assert.ok(textOf(pieces).startsWith(' was all that they had, and no more'), textOf(pieces));
  });

  it('cuts a turn that is too long at its beginning, and nothing of what stands around it', async () => {
    const turn = { before: '<|im_end|>', after: '<|im_end|>' };
    const before = tiny.body.tokens;
    await collect(tiny.model.generate('all of the other end '.repeat(300), { maxTokens: 1, promptTokens: 130, turn }));
    const read = tiny.body.tokens - before;
    assert.ok(read <= 130 && read > 2, `${read} read`);
  });

  it('writes the same whatever else is asked between two pieces', async () => {
    const options: GenerateOptions = { maxTokens: 20, seed: 3 };
    const alone = textOf(await collect(tiny.model.generate(prompt, options)));
    const pieces: GeneratedPiece[] = [];
    const other = tiny.model.generate('Another', { maxTokens: 30, seed: 4 })[Symbol.asyncIterator]();
    for await (const piece of tiny.model.generate(prompt, options)) {
      pieces.push(piece);
      await tiny.model.score([`The end of it, ${pieces.length}`, 'all '.repeat(300)]);
      await other.next();
    }
    assert.equal(textOf(pieces), alone);
  });

  it('reads a token once, and a few that it guessed', async () => {
    await collect(tiny.model.generate(prompt, { maxTokens: 10, temperature: 0 }));
    const read = tiny.body.tokens - tiny.tokenizer.encode(prompt).ids.length;
    assert.ok(tiny.body.runs <= 10);
    assert.ok(read >= 9 && read <= 3 * 9, `${read} read`);
  });

  it('takes fewer runs than tokens where the text repeats itself', async () => {
    const options = { maxTokens: 200, temperature: 0, pattern: '(?: all of the other end){12}' };
    const pieces = await collect(tiny.model.generate(prompt, options));
    assert.equal(textOf(pieces), ' all of the other end'.repeat(12));
    // A piece is a token here.
    assert.ok(tiny.body.runs < 0.8 * pieces.length, `${tiny.body.runs} runs for ${pieces.length} tokens`);
  });

  it('gives whole characters and ends before a stop sequence', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const pieces = await collect(tiny.model.generate(prompt, { maxTokens: 30, seed, temperature: 2 }));
      for (const { text } of pieces) assert.ok(!/\p{Cs}/u.test(text));
      const whole = textOf(pieces);
      const stop = whole.slice(9, 12);
      if (stop.length < 3) continue;
      const stopped = await collect(tiny.model.generate(prompt, { maxTokens: 30, seed, temperature: 2, stop: [stop] }));
      assert.equal(textOf(stopped), whole.slice(0, whole.indexOf(stop)));
      assert.equal(stopped.at(-1)!.finishReason, 'stop');
    }
  });

  it('ends when whoever reads it has enough', async () => {
    let pieces = 0;
    for await (const _ of tiny.model.generate(prompt, { maxTokens: 1000, seed: 1 })) if (++pieces === 3) break;
    assert.ok(tiny.body.runs < 12);
    await tiny.model.score([prompt]);
  });

  it('writes nothing if nothing is wanted', async () => {
    const pieces = await collect(tiny.model.generate(prompt, { maxTokens: 0 }));
    assert.deepEqual(pieces, [{ text: '', logProbability: 0, finishReason: 'length' }]);
  });

  it('goes on with a space that ends the prompt as with the beginning of a word', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const [first] = await collect(tiny.model.generate(`${prompt} `, { maxTokens: 1, seed }));
      const owed = tiny.tokenizer
        .idsBeginningWith(' ')
        .map((id) => Buffer.from(tiny.tokenizer.bytes(id)!).toString().slice(1));
      assert.ok(owed.includes(first!.text), JSON.stringify(first));
    }
  });

  it('goes on with a half-typed word, whatever its tokens, and writes what is not there yet', async () => {
    for (const typed of ['o', 'ot', 'oth', 'othe', 'other', 'xyzzy'])
      for (let seed = 0; seed < 5; seed++) {
        const pieces = await collect(tiny.model.generate(`${prompt} `, { maxTokens: 3, seed, typed }));
        // The first token holds all that is typed, and more, unless what is typed is a token itself.
        const [first] = pieces;
        const begun = tiny.tokenizer
          .idsBeginningWith(` ${typed}`)
          .map((id) => Buffer.from(tiny.tokenizer.bytes(id)!).toString())
          .filter((token) => token.startsWith(` ${typed}`));
        if (begun.length > 0 && !begun.includes(` ${typed}`))
          assert.ok(begun.includes(` ${typed}${first!.text}`), typed);
      }
  });

  it('tells the entropy of what each piece was taken from, where asked', async () => {
    const [first] = await collect(tiny.model.generate(prompt, { maxTokens: 1, temperature: 0, entropy: true }));
    const { tokenizer } = tiny;
    const last = (await plainLogProbabilities(tiny, [...prefixTokens, ...tokenizer.encode(prompt).ids])).at(-1)!;
    const expected = [...last.subarray(0, tokenizer.size)].reduce((sum, log) => sum - Math.exp(log) * log, 0);
    assert.ok(Math.abs(first!.entropy! - expected) < 0.3, `${first!.entropy} is not ${expected}`);
    const [silent] = await collect(tiny.model.generate(prompt, { maxTokens: 1, temperature: 0 }));
    assert.equal(silent!.entropy, undefined);
  });

  it('begins with the word of another model where that is the likelier one of both together', async () => {
    const words = [{ text: 'other', probability: 1 }];
    const begun = async (share: number, typed = '') => {
      const openings = { share, words };
      const options = { maxTokens: 8, temperature: 0, openings, typed };
      return textOf(await collect(tiny.model.generate(`${prompt} `, options)));
    };
    assert.match(await begun(0.999), /^other/);
    assert.match(await begun(0.999, 'ot'), /^her/);
    assert.equal(
      await begun(0),
      textOf(await collect(tiny.model.generate(`${prompt} `, { maxTokens: 8, temperature: 0 }))),
    );
  });

  it('keeps a bounded view of a long prompt, whose beginning stays as the text grows', async () => {
    const long = 'all of the end and then on again to the other one, '.repeat(60);
    const ids = tiny.tokenizer.encode(long).ids.length;
    assert.ok(ids > 700);
    await collect(tiny.model.generate(long, { maxTokens: 2, temperature: 0 }));
    assert.ok(tiny.body.tokens <= 513, `${tiny.body.tokens} read`);
    tiny.body.tokens = 0;
    await collect(tiny.model.generate(`${long}all of`, { maxTokens: 2, temperature: 0 }));
    assert.ok(tiny.body.tokens < 12, `${tiny.body.tokens} read`);
  });

  it('goes on when what it wrote has filled its view', async () => {
    const pieces = await collect(tiny.model.generate('all of the end '.repeat(60), { maxTokens: 620, temperature: 0 }));
    assert.equal(pieces.at(-1)!.finishReason, 'length');
  });
});

describe('the likeliest next words of a transformer', () => {
  it('come best first, with the probability of their subwords and of being whole', async () => {
    const tiny = await openTinyModel();
    const words = await tiny.model.next(prompt, 8);
    assert.equal(words.length, 8);
    assert.equal(new Set(words.map(({ text }) => text)).size, 8);
    assert.deepEqual(
      words.map(({ logProbability }) => logProbability),
      words.map(({ logProbability }) => logProbability).sort((a, b) => b - a),
    );
    assert.ok(words.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0) <= 1);

    const begins = tiny.tokenizer.beginsWord();
    const boundary = (row: Float64Array) =>
      Math.log(row.reduce((sum, value, id) => sum + (begins[id] === 1 ? Math.exp(value) : 0), 0));
    const before = tiny.tokenizer.encode(prompt).ids;
    for (const { text, logProbability } of words.filter(({ text }) => /^[a-z]+$/.test(text))) {
      const ids = tiny.tokenizer.encode(` ${text}`).ids;
      const rows = (await plainLogProbabilities(tiny, [...prefixTokens, ...before, ...ids])).slice(-ids.length - 1);
      const own =
        ids.reduce((sum, id, index) => sum + rows[index]![id]!, 0) + boundary(rows.at(-1)!) - boundary(rows[0]!);
      // Other ways to cut the word add to it.
      assert.ok(
        logProbability > own - 1e-3 && logProbability < own + 0.3,
        `${text}: ${logProbability}, cut one way ${own}`,
      );
    }
  });

  it('read the text before them once', async () => {
    const tiny = await openTinyModel();
    await tiny.model.next('The end of the', 5);
    tiny.body.tokens = 0;
    const words = await tiny.model.next('The end of the line', 5);
    assert.ok(tiny.body.tokens <= 1 + 4 * 24 * 4);
    assert.equal(words.length, 5);
    const again = await tiny.model.next('The end of the line \t', 5);
    assert.deepEqual(
      again.map(({ text }) => text),
      words.map(({ text }) => text),
    );
  });
});
