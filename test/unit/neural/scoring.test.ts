import assert from 'node:assert/strict';
import { openTinyModel, plainLogProbabilities, prefixTokens, type TinyModel } from './tinyModel';

const text = 'The end of the line is where they were going to stop, and then on again to the other end.';

describe('scores of a transformer', () => {
  let tiny: TinyModel;
  beforeEach(async () => {
    tiny = await openTinyModel();
  });

  async function expected(sentence: string): Promise<{ targets: number[]; rows: Float64Array[] }> {
    const targets = [...tiny.tokenizer.encode(sentence).ids, tiny.tokenizer.encode('\n').ids[0]!];
    const rows = await plainLogProbabilities(tiny, [...prefixTokens, ...targets.slice(0, -1)]);
    return { targets, rows: rows.slice(prefixTokens.length - 1) };
  }

  async function assertScores(sentence: string): Promise<void> {
    const [score] = await tiny.model.score([sentence]);
    const { targets, rows } = await expected(sentence);
    assert.equal(score!.tokens.length, targets.length);
    for (const [index, { logProbability }] of score!.tokens.entries())
      assert.ok(Math.abs(logProbability - rows[index]![targets[index]!]!) < 1e-3, `token ${index} of ${sentence}`);
    const sum = score!.tokens.reduce((total, { logProbability }) => total + logProbability, 0);
    assert.ok(Math.abs(score!.logProbability - sum) < 1e-9);
  }

  it('are those of the plain graph, end of sentence last', async () => {
    await assertScores(text);
    await assertScores('');
    await assertScores('🎉 naïve \r\n');
    const [score] = await tiny.model.score([text]);
    assert.deepEqual(score!.tokens.at(-1)!.start, text.length);
  });

  it('of a text that is joined to the prefix by a space have the spans of the text alone', async () => {
    const { model } = await openTinyModel(' ');
    const [score] = await model.score(['The end.']);
    const [spaced] = await tiny.model.score([' The end.']);
    assert.deepEqual(
      score!.tokens.map(({ logProbability }) => logProbability),
      spaced!.tokens.map(({ logProbability }) => logProbability),
    );
    assert.equal(score!.tokens[0]!.start, 0);
    assert.deepEqual(
      score!.tokens.map(({ end }) => end + 1),
      spaced!.tokens.map(({ end }) => end),
    );
    const edit = { start: 4, end: 7, replacement: 'way' };
    const [compared] = await model.scoreCandidates([{ sentence: 'The end.', edits: [edit] }]);
    const [way] = await model.score(['The way.']);
    assert.ok(Math.abs(compared!.gains[0]! - (way!.logProbability - score!.logProbability)) < 1e-3);
  });

  it('are the same after the text has been edited, where only what changed is read', async () => {
    for (const edited of [
      text,
      `${text} Or`,
      text.replace('stop', 'stay'),
      text.slice(0, 20),
      text,
      'Another one.',
      text,
    ])
      await assertScores(edited);
    await tiny.model.score([`${text} It`]);
    tiny.body.tokens = 0;
    tiny.head.rows = 0;
    const [score] = await tiny.model.score([`${text} It is`]);
    const added = tiny.tokenizer.encode(' is').ids.length;
    // One alone is read in company.
    assert.equal(tiny.body.tokens, Math.max(added, 2));
    // What follows the last token that was there, and each of the new ones.
    assert.equal(tiny.head.rows, added + 1);
    const [again] = await (await openTinyModel()).model.score([`${text} It is`]);
    assert.ok(Math.abs(again!.logProbability - score!.logProbability) < 1e-3);
  });

  it('of a text that takes several runs are those of one', async () => {
    const long = `${'all of the end and then '.repeat(100)}stop.`;
    assert.ok(tiny.tokenizer.encode(long).ids.length > 600);
    await assertScores(long);
  });

  it('of a text longer than the view go on to its end', async () => {
    const long = `${'all of the end and then on again to the other one, '.repeat(100)}stop.`;
    const { ids } = tiny.tokenizer.encode(long);
    assert.ok(ids.length > 1200);
    const [score] = await tiny.model.score([long]);
    assert.equal(score!.tokens.length, ids.length + 1);
    const { rows, targets } = await expected(long.slice(0, 1500));
    for (let index = 0; index < 400; index++)
      assert.ok(Math.abs(score!.tokens[index]!.logProbability - rows[index]![targets[index]!]!) < 1e-3);
    assert.ok(score!.tokens.every(({ logProbability }) => logProbability < 0 && logProbability > -50));
  });

  it('come in the order of the sentences', async () => {
    const sentences = ['One.', text, '', 'The other one is longer.', 'Two.'];
    const together = await tiny.model.score(sentences);
    for (const [index, sentence] of sentences.entries()) {
      const [alone] = await (await openTinyModel()).model.score([sentence]);
      assert.equal(together[index]!.tokens.length, alone!.tokens.length);
      assert.ok(Math.abs(together[index]!.logProbability - alone!.logProbability) < 1e-3);
    }
  });

  it('rank a token among all', async () => {
    const [score] = await tiny.model.score([text], { rank: true });
    const { targets, rows } = await expected(text);
    for (const [index, token] of score!.tokens.entries()) {
      const own = rows[index]![targets[index]!]!;
      assert.equal(token.rank, 1 + rows[index]!.filter((other) => other > own + 1e-6).length, `token ${index}`);
    }
    const [some] = await tiny.model.score([text], { rank: ({ start }) => start === 0 });
    assert.deepEqual(
      some!.tokens.map(({ rank }) => rank !== undefined),
      score!.tokens.map((_, index) => index === 0),
    );
  });
});
